package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// ignoreName is the file at a repository's top that names paths which are not
// scanned.
const ignoreName = ".envguardignore"

// open opens the repository around the folder that the user named.
func (o *options) open() (*gitsource.Repo, error) {
	return gitsource.Open(gitsource.Options{Dir: o.folder(), Env: o.getenv, Engine: o.engine})
}

// folder is where the command works.
func (o *options) folder() string {
	if o.dir == "" {
		return "."
	}
	return o.dir
}

// checkFolder says a wrong -C early and plainly.
func (o *options) checkFolder() error {
	info, err := os.Stat(o.folder())
	switch {
	case err != nil:
		return usagef("check the folder given with -C", "opening the folder: %w", err)
	case !info.IsDir():
		return usagef("check the folder given with -C", "opening the folder: %s is not a folder", o.dir)
	}
	return nil
}

// ignoreOnDisk is diskIgnore, unless the user wants no ignore file.
func (o *options) ignoreOnDisk(dir string) (*scanner.Ignore, error) {
	if o.noIgnoreFile {
		return nil, nil
	}
	return diskIgnore(dir)
}

// diskIgnore reads the ignore file of a folder on disk.
func diskIgnore(dir string) (*scanner.Ignore, error) {
	name := filepath.Join(dir, ignoreName)
	info, err := os.Stat(name)
	switch {
	case err == nil && info.Size() > maxIgnore:
		return nil, usagef("name folders instead of files", "reading %s: it is larger than %d bytes", ignoreName, maxIgnore)
	case err == nil && !info.Mode().IsRegular():
		return nil, usagef("make it a plain file, or remove it", "reading %s: it is no plain file", ignoreName)
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("make it readable, or remove it", "reading %s: %w", ignoreName, err)
	}
	return parseIgnore(b)
}

func parseIgnore(b []byte) (*scanner.Ignore, error) {
	ig, err := scanner.ParseIgnore(b)
	if err != nil {
		return nil, usagef("correct the line in "+ignoreName+" at the top", "%w", err)
	}
	return ig, nil
}

// A job is a scan that is ready to run.
type job struct {
	config scanner.Config
	source scanner.Source
	past   scanner.History // instead of source
	report report.Report   // how the result is shown; the result itself is added
	repo   *gitsource.Repo // if it is of one that has a work tree
	file   *configuration  // the configuration file, if there is one
	// accepted is the baseline, if there is one, and acceptedBefore that of HEAD.
	accepted, acceptedBefore *baseline.File
}

// execute runs a job and delivers its report.
func (c command) execute(ctx context.Context, o *options, j job) (int, error) {
	out, err := newOutput(c.stdout, o.output, o.reveal)
	if err != nil {
		return 0, err
	}
	if j.file, err = o.withFlags(j.file); err != nil {
		return 0, err
	}
	j.file.apply(o)
	j.config.Rules, j.report.Configuration = j.file.ruleSet(), j.file.summary()
	if j.file != nil {
		j.config.Silent = j.file.silent
	}
	format, err := report.Lookup(o.format)
	if err != nil {
		return 0, usagef("`envguard help` lists the formats", "%w", err)
	}
	extra, err := o.extraReports(out)
	if err != nil {
		return 0, err
	}
	identify, err := o.correlation()
	if err != nil {
		return 0, err
	}
	j.config.AllLines, j.config.Strict = o.allLines, o.strict
	j.config.Stale = j.config.Staged || o.strict || o.verbose
	j.config.NoAllow = j.config.NoAllow || o.noAllow
	if o.noIgnoreFile {
		j.config.Ignore, j.config.IgnoreBefore = nil, nil
	}
	if err := o.exclude(&j.config); err != nil {
		return 0, err
	}
	j.config.Archives = o.containers(j.config.Staged)
	j.config.Progress = new(scanner.Progress)
	s, err := scanner.New(j.config)
	if err != nil {
		return 0, fmt.Errorf("preparing the scan: %w", err)
	}
	start := time.Now()
	stop := showProgress(c.stderr, o, j.config.Progress)
	var res *scanner.Result
	if j.past != nil {
		res, err = s.ScanHistory(ctx, j.past)
	} else {
		res, err = s.Scan(ctx, j.source)
	}
	stop()
	if res == nil {
		res = new(scanner.Result)
	}
	if err != nil {
		if !res.Incomplete() {
			res.Skipped = append(res.Skipped, scanner.Skip{Path: ".", Reason: err.Error()})
		}
	}
	j.file.settle(res, j.config.Strict)
	if !o.noBaseline {
		applyBaseline(res, j.accepted, j.acceptedBefore, j.config.Staged)
	}
	r := j.report
	r.Result, r.Start, r.Elapsed, r.Version = res, start, time.Since(start), version()
	r.Quiet, r.Verbose, r.Reveal, r.Strict = o.quiet, o.verbose, o.reveal, o.strict
	if j.repo != nil && len(res.Findings) > 0 {
		r.Unborn = r.Staged && unborn(j.repo)
		r.OpenIgnore = func(file string) bool { return openEnded(filepath.Join(j.repo.Top(), filepath.FromSlash(file))) }
	}
	r.Receiving = r.Receiving || os.Getenv("GIT_QUARANTINE_PATH") != "" // git sets it in the hooks of a push
	r.Identify = identify
	r.Color = o.colour(out.path == "", c.stdout)
	if out.path == "" {
		r.Width = width(c.stdout)
	}
	err = out.write(func(w io.Writer) error { return format.Write(w, &r) })
	if err := errors.Join(err, writeReports(extra, r)); err != nil {
		return exitIncomplete, err
	}
	c.reportBugs(o.verbose, res.Bugs)
	return o.exitCode(&r), nil
}

// openEnded reports whether the last line of a file lacks its line feed.
func openEnded(name string) bool {
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	var last [1]byte
	if _, err := f.Seek(-1, io.SeekEnd); err != nil {
		return false
	}
	_, err = f.Read(last[:])
	return err == nil && last[0] != '\n'
}

// exitCode is the outcome as a number that --exit-zero may change.
func (o *options) exitCode(r *report.Report) int {
	if code := exitCode(r); code != exitFindings || !o.exitZero {
		return code
	}
	return exitClean
}

// exitCode is the outcome as a number.
func exitCode(r *report.Report) int {
	switch r.Status() {
	case report.Incomplete:
		return exitIncomplete
	case report.Findings:
		if r.Errors() > 0 || r.Strict && len(r.Result.Stale) > 0 && len(r.Result.Problems) == 0 {
			return exitFindings
		}
		return exitUsage // nothing but mistakes in allow comments
	}
	return exitClean
}

// color reports whether to use colors.
func (o *options) colour(stdout bool, w io.Writer) bool {
	switch {
	case o.noColor || o.color == "never":
		return false
	case o.color == "always":
		return true
	case os.Getenv("NO_COLOR") != "":
		return false
	case stdout && o.color == "" && (isOn("FORCE_COLOR") || isOn("CLICOLOR_FORCE")):
		return true
	}
	return stdout && os.Getenv("TERM") != "dumb" && isTerminal(w)
}

// isOn reports whether a variable is set to something else than nothing and 0.
func isOn(name string) bool {
	v := os.Getenv(name)
	return v != "" && v != "0" && v != "false"
}

// width returns the columns of a terminal, or 0 if w is none.
func width(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !isTerminal(w) {
		return 0
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return n
}

// isTerminal reports whether w is a terminal. A character device that is none
// is /dev/null, where colors do no harm.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeCharDevice != 0
}
