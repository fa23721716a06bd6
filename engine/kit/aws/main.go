// pulumi-resource-aws, cut to the services that ringcheck's stacks use: the provider code is terraform-provider-aws's
// own, the bridge is Pulumi's own, and this file only joins the two. It exists for machines that cannot download the
// real plugin, and for ringcheck's own tests; whoever can download it gets the real one.
//
// What the real plugin adds by hand and this one does not: documentation, a schema (so `pulumi import` writes the
// state but cannot generate code), renamed or flattened properties of single resources (the services kept here have
// none), and state upgrades from old major versions.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-provider-aws/xpprovider"
	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/x/muxer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// version is stamped by the build. The engine asks for the plugin by the version of the npm package @pulumi/aws.
var version = "0.0.0-dev"

func main() {
	ctx := context.Background()
	info, err := provider(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-aws:", err)
		os.Exit(1)
	}
	// A full schema would pull the generator and hundreds of megabytes into the build; the Node SDK needs none.
	schema := fmt.Sprintf(`{"name":"aws","version":%q}`, version)
	pfbridge.MainWithMuxer(ctx, "aws", info, []byte(schema))
}

func provider(ctx context.Context) (tfbridge.ProviderInfo, error) {
	framework, sdk, err := xpprovider.GetProvider(ctx)
	if err != nil {
		return tfbridge.ProviderInfo{}, err
	}
	muxed := pfbridge.MuxShimWithPF(ctx, shimv2.NewProvider(sdk), framework)
	info := tfbridge.ProviderInfo{
		P:            muxed,
		Name:         "aws",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Resources:    map[string]*tfbridge.ResourceInfo{},
		DataSources:  map[string]*tfbridge.DataSourceInfo{},
	}
	muxed.ResourcesMap().Range(func(name string, _ shim.Resource) bool {
		info.Resources[name] = &tfbridge.ResourceInfo{Tok: tokens.Type(token(name, ""))}
		return true
	})
	muxed.DataSourcesMap().Range(func(name string, _ shim.Resource) bool {
		info.DataSources[name] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(token(name, "get"))}
		return true
	})
	for name, parts := range composedIDs {
		if found, ok := info.Resources[name]; ok {
			found.ComputeID = joinedID(parts)
		}
	}
	info.SetAutonaming(255, "-")
	return info, routeToServers(&info, muxed)
}

// composedIDs: resources of Terraform's plugin framework may have no `id`, and Pulumi cannot do without one (it would
// become the text "{<nil>}"). The parts and their order are those of the resource's own import id.
var composedIDs = map[string][]resource.PropertyKey{
	"aws_connect_phone_number_contact_flow_association": {"phoneNumberId", "instanceId", "contactFlowId"},
}

func joinedID(parts []resource.PropertyKey) tfbridge.ComputeID {
	return func(_ context.Context, state resource.PropertyMap) (resource.ID, error) {
		values := make([]string, len(parts))
		for i, part := range parts {
			value := state[part]
			if !value.IsString() {
				return "", fmt.Errorf("the id needs %s, which the provider did not return", part)
			}
			values[i] = value.StringValue()
		}
		return resource.ID(strings.Join(values, ",")), nil
	}
}

// routeToServers writes down which of the two muxed providers (0 = SDKv2, 1 = plugin framework) serves which token.
// The bridge's generator would store this at build time; at start it costs nothing, and it cannot be out of date.
func routeToServers(info *tfbridge.ProviderInfo, muxed shim.Provider) error {
	resolver, ok := muxed.(interface {
		ResolveDispatch(*tfbridge.ProviderInfo) (muxer.DispatchTable, error)
	})
	if !ok {
		return fmt.Errorf("the bridge no longer tells which provider serves which resource (%T)", muxed)
	}
	table, err := resolver.ResolveDispatch(info)
	if err != nil {
		return err
	}
	metadata, err := json.Marshal(map[string]any{"mux": table})
	if err != nil {
		return err
	}
	info.MetadataInfo = tfbridge.NewProviderMetadata(metadata)
	return nil
}

// token turns aws_connect_contact_flow into aws:connect/contactFlow:ContactFlow, and with the verb "get" into
// aws:connect/getContactFlow:getContactFlow: the names under which npm's @pulumi/aws asks for them.
func token(name, verb string) string {
	service, rest, _ := strings.Cut(strings.TrimPrefix(name, "aws_"), "_")
	pascal := ""
	for _, word := range strings.Split(rest, "_") {
		if word != "" {
			pascal += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	member, file := pascal, lowerFirst(pascal)
	if verb != "" {
		member = verb + pascal
		file = member
	}
	return fmt.Sprintf("aws:%s/%s:%s", service, file, member)
}

func lowerFirst(text string) string {
	for i, r := range text {
		return string(unicode.ToLower(r)) + text[i+len(string(r)):]
	}
	return text
}
