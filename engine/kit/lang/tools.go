//go:build tools

// Package tools pins Pulumi's Node language host: the blank import puts it and all it needs into go.mod and go.sum.
// v3.68.0 is the last version in which the host is part of sdk/v3; later ones live in a module that no mirror serves.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
