// A stand-in for pulumi-resource-command, for machines that cannot download the real plugin. It does one resource,
// command:local:Command, the way npm's @pulumi/command describes it; everything else is refused with a sentence.
package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// version is stamped by the build. The engine asks for the plugin by the version of the npm package @pulumi/command.
var version = "0.0.0-dev"

const served = tokens.Type("command:local:Command")

// standIn is the plugin's description, in its schema and, shortened, in each refusal.
const standIn = "A stand-in for Pulumi's command plugin, built by ringcheck on a machine that cannot download the " +
	"real one. It serves local.Command only, without archivePaths and assetPaths."

const realPlugin = "Pulumi's own command plugin (`pulumi plugin install resource command VERSION`, with the version of " +
	"npm's @pulumi/command)"

func main() {
	plugin, err := newProvider()
	if err == nil {
		err = provider.RunProvider(context.Background(), "command", version, plugin)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-command:", err)
		os.Exit(1)
	}
}

func newProvider() (provider.Provider, error) {
	inferred, err := infer.NewProviderBuilder().
		WithDisplayName("command").
		WithNamespace("ringcheck").
		WithDescription(standIn).
		WithResources(infer.Resource(Command{})).
		Build()
	if err != nil {
		return provider.Provider{}, err
	}
	plugin := inferred
	plugin.Check = func(ctx context.Context, req provider.CheckRequest) (provider.CheckResponse, error) {
		if err := refuseOther(req.Urn.Type()); err != nil {
			return provider.CheckResponse{}, err
		}
		if failures := refusedInputs(req); len(failures) > 0 {
			return provider.CheckResponse{Inputs: req.Inputs, Failures: failures}, nil
		}
		return inferred.Check(ctx, req)
	}
	plugin.Read = func(ctx context.Context, req provider.ReadRequest) (provider.ReadResponse, error) {
		if err := refuseOther(req.Urn.Type()); err != nil {
			return provider.ReadResponse{}, err
		}
		return inferred.Read(ctx, req)
	}
	plugin.Invoke = func(_ context.Context, req provider.InvokeRequest) (provider.InvokeResponse, error) {
		return provider.InvokeResponse{}, refuseOther(req.Token)
	}
	return plugin, nil
}

func refuseOther(token tokens.Type) error {
	if token == served {
		return nil
	}
	return fmt.Errorf("%s needs %s: ringcheck's stand-in serves %s only", token, realPlugin, served)
}

// refusedInputs: assets would have to be gathered after the run; quietly returning none would be a lie.
func refusedInputs(req provider.CheckRequest) []provider.CheckFailure {
	var failures []provider.CheckFailure
	for _, name := range []string{"archivePaths", "assetPaths"} {
		if value, ok := req.Inputs.GetOk(name); ok && !value.IsNull() {
			failures = append(failures, provider.CheckFailure{Property: name, Reason: name + " needs " + realPlugin + ": " +
				"ringcheck's stand-in gathers no files"})
		}
	}
	if value, ok := req.Inputs.GetOk("logging"); ok && value.IsString() && !slices.Contains(loggings, Logging(value.AsString())) {
		failures = append(failures, provider.CheckFailure{Property: "logging", Reason: fmt.Sprintf("must be one of %q", loggings)})
	}
	return failures
}
