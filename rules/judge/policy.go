package judge

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
)

// Evidence is how a secret is known.
type Evidence uint8

// The kinds of evidence, from the weakest on.
const (
	ByName  Evidence = iota // its name, and a value that a generator made
	ByForm                  // a provider's prefix, alphabet and length
	ByKey                   // it is a whole private key
	ByProof                 // a checksum or a structure proves it, or what it belongs to is next to it
)

// A place is where a secret can be that was made up.
type place uint8

const (
	elsewhere  place = iota
	inTest           // test code and its fixtures
	inDoc            // documents, and descriptions of interfaces
	inVendored       // other people's code, and what a program made
	inSample         // sample programs, seeds, and files that are templates of others
)

// ceilings is the most that a finding scores by its evidence and its place. It is the
// table in docs/detection.md.
var ceilings = [...][5]float64{
	ByName:  {elsewhere: 1, inTest: MildScore, inDoc: MildScore, inVendored: MildScore, inSample: MildScore},
	ByForm:  {elsewhere: 1, inTest: MildScore, inDoc: MildScore, inVendored: MildScore, inSample: 1},
	ByKey:   {elsewhere: 1, inTest: MildScore, inDoc: 1, inVendored: MildScore, inSample: MildScore},
	ByProof: {elsewhere: 1, inTest: 1, inDoc: 1, inVendored: 1, inSample: 1},
}

func placeOf(c *rules.Candidate) place {
	switch CodeClass(c) {
	case fileclass.Test:
		return inTest
	case fileclass.Doc:
		return inDoc
	case fileclass.Vendored:
		return inVendored
	}
	if inventedName(c) {
		return inTest
	}
	if c.File.Class == fileclass.Other && fileclass.IsSample(c.File.Path) {
		return inSample
	}
	return elsewhere
}

// InPlace lowers the score of a secret to what its evidence is worth where it is.
func InPlace(c *rules.Candidate, by Evidence, score float64) float64 {
	at := placeOf(c)
	if most := ceilings[by][at]; score > most {
		c.Gate([...]string{inTest: "in test code", inDoc: "in a document", inVendored: "in other people's code", inSample: "in a sample"}[at]+": a warning at most", false, most)
		return most
	}
	return score
}

// InFile is InPlace for a secret that is known by its form.
func InFile(c *rules.Candidate, score float64) float64 { return InPlace(c, ByForm, score) }
