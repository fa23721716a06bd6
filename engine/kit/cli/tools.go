//go:build tools

// Package tools pins the Pulumi CLI: the blank import puts it and all it needs into go.mod and go.sum, so that
// `go build -mod=readonly` of the package path builds exactly that and asks no checksum database.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
