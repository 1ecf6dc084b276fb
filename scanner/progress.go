package scanner

import "sync/atomic"

// A Progress says, while a scan runs, how far it is. Its zero value is ready
// for use, and it is safe for concurrent use. A scan adds to it, so one value
// serves one scan.
type Progress struct {
	blobs, bytes           atomic.Int64
	totalBlobs, totalBytes atomic.Int64
	path                   atomic.Pointer[string]
}

// A Status is a [Progress] at one moment.
type Status struct {
	Blobs, Bytes int64 // that have been read
	// TotalBlobs and TotalBytes are what there is to read, as far as the source
	// knows it: 0 where it does not. They are estimates: files grow.
	TotalBlobs, TotalBytes int64
	Path                   string // what was begun last
}

// Status returns how far the scan is.
func (p *Progress) Status() Status {
	s := Status{
		Blobs: p.blobs.Load(), Bytes: p.bytes.Load(),
		TotalBlobs: p.totalBlobs.Load(), TotalBytes: p.totalBytes.Load(),
	}
	if path := p.path.Load(); path != nil {
		s.Path = *path
	}
	return s
}

// Expect says how much there is to read; 0 means unknown. Sources that
// are a [Measured] call it.
func (p *Progress) Expect(blobs, bytes int64) {
	if p == nil {
		return
	}
	p.totalBlobs.Store(blobs)
	p.totalBytes.Store(bytes)
}

// A Measured is a [Source] that says how much it will yield once it knows.
// It is set before the first blob is asked for, and may call Expect at any
// time.
type Measured interface {
	Measure(*Progress)
}

func (p *Progress) begin(path string) {
	if p != nil {
		p.path.Store(&path)
	}
}

func (p *Progress) done(blobs, bytes int64) {
	if p != nil {
		p.blobs.Add(blobs)
		p.bytes.Add(bytes)
	}
}
