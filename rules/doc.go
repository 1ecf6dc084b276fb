// Package rules is the vocabulary of envguard: what a rule is, what it is shown,
// and what it answers. It reads no files and knows no repository.
//
// A [Rule] with Check judges a [Candidate], a part of a [File] that the scanner
// extracted, and answers with a [Match]. A Rule with CheckRepo judges the env files
// of a [Repo] as a whole. A [Token] describes tokens with a prefix, a [Keyed]
// values that only a name identifies: rules of providers are such data and little
// code. Match.Remedy says what can be done about a finding.
//
// The rules themselves are in the packages below: provider, generic, envfile and
// custom. Package judge has the verdict on a value that all of them share, builtin
// the ordered list.
package rules
