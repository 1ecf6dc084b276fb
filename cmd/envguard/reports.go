package main

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

// An extraReport is one that --report asks for.
type extraReport struct {
	format report.Format
	out    *output
}

// extraReports reads the values of --report and checks that each has a file of its
// own. main is where the result goes.
func (o *options) extraReports(main *output) ([]extraReport, error) {
	taken := map[string]bool{}
	if main.path != "" {
		taken[sameFile(main.path)] = true
	}
	var all []extraReport
	for _, value := range o.reports {
		name, file, ok := strings.Cut(value, "=")
		if !ok || file == "" || file == "-" {
			return nil, usagef("write --report FORMAT=FILE, such as --report sarif=envguard.sarif; --format chooses what goes to standard output", "reading --report %q: it names no file", value)
		}
		format, err := report.Lookup(name)
		if err != nil {
			return nil, usagef("the formats are "+strings.Join(report.Names(), ", "), "reading --report %q: %w", value, err)
		}
		if taken[sameFile(file)] {
			return nil, usagef("give each report a file of its own", "reading --report %q: another report goes to %s", value, file)
		}
		taken[sameFile(file)] = true
		out, err := newOutput(nil, file, o.reveal)
		if err != nil {
			return nil, err
		}
		all = append(all, extraReport{format, out})
	}
	return all, nil
}

// sameFile returns one name for all names of a file.
func sameFile(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	return path
}

// writeReports writes all of them, even if one cannot be written.
func writeReports(all []extraReport, r report.Report) error {
	r.Color, r.Width = false, 0
	var errs []error
	for _, e := range all {
		errs = append(errs, e.out.write(func(w io.Writer) error { return e.format.Write(w, &r) }))
	}
	return errors.Join(errs...)
}
