package main

import (
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/archive"
)

// A hook has to be quick: it opens containers of up to this many bytes, and
// reads up to this many unpacked bytes. With --archives=on the limits of package
// archive apply instead.
const (
	maxHookArchive  = 10 << 20
	maxHookUnpacked = 256 << 20
)

// containers says which containers are opened.
func (o *options) containers(staged bool) scanner.Archives {
	switch {
	case o.archives == "off":
		return scanner.Archives{Off: true}
	case staged && o.archives == "":
		return scanner.Archives{Largest: maxHookArchive, Limits: archive.Limits{Size: maxHookUnpacked}}
	}
	return scanner.Archives{}
}
