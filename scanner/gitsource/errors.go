package gitsource

import "errors"

// ErrUnknownRevision says that a name means no commit of a repository.
var ErrUnknownRevision = errors.New("no such commit here")
