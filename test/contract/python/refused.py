"""What a client raises when the service refuses a request."""


class Refused(Exception):
    """The service's error: its name, and its status where the client tells it."""

    def __init__(self, name, status=None):
        super().__init__(name)
        self.name, self.status = name, status
