// Where the source of the AWS provider comes from: terraform-provider-aws 6.34.0 as an importable module.
//
// Trust on first use: Go's checksum database has no entry for github.com/upbound/terraform-provider-aws. The two lines
// in the go.sum beside this file were written at the first download, and nothing independent confirmed them; from then
// on they hold every machine to the same bytes. Every other module of the kit is in the database.
module ringcheck/engine/kit/aws/source

go 1.25.7

require github.com/hashicorp/terraform-provider-aws v0.0.0

replace github.com/hashicorp/terraform-provider-aws => github.com/upbound/terraform-provider-aws v0.0.0-20260305123303-f7691456b787
