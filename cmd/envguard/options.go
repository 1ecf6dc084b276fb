package main

// options are the values of flags, by what they are about. A command reads those that
// it declares flags for; the others have their defaults.
type options struct {
	commonOptions
	reportOptions
	policyOptions
	scanOptions
	reposOptions
	baselineOptions
	installOptions
	keygenOptions
	fernetOptions
	fixOptions
}

// commonOptions are those of all commands.
type commonOptions struct {
	dir, color, engine      string
	noColor, quiet, verbose bool
	help, version           bool
	given                   func(flag string) bool // whether a flag was given
	getenv                  func(string) string    // nil is os.Getenv
}

// reportOptions say how results are delivered.
type reportOptions struct {
	format, output string
	reports        []string
	reveal, strict bool
	correlate      string
}

// policyOptions say what is judged, and by which rules.
type policyOptions struct {
	config, policyFrom                string
	noConfig                          bool
	noIgnoreFile, noAllow, noBaseline bool
	archives                          string
	onlyRules, skipRules, severities  []string
	excluded                          []string
	exitZero                          bool
}

// scanOptions choose what is scanned.
type scanOptions struct {
	allLines, stdin, history, unreachable bool
	notPushed, deepen, recurseSubmodules  bool
	rev, stdinName, since, rangeSpec      string
	branches                              []string
}

// reposOptions are those of scans of many repositories.
type reposOptions struct {
	repos, jobs, shard string
	resume, oneOfMany  bool
}

// baselineOptions describe accepted secrets.
type baselineOptions struct {
	reason, owner, expires, state, pathPattern string
	unused                                     bool
}

// installOptions are those of install and uninstall; force is one of keygen, too.
type installOptions struct {
	global, force bool
	hooks         []string
	agent         string // of install and uninstall
	valueFrom     string // of trace
	plan          bool   // of trace
}

// keygenOptions say which secret to make, and where to.
type keygenOptions struct {
	count, env, into, salt, iterations, kind string
	derive                                   bool
}

// fernetOptions are those of fernet, rotate and read.
type fernetOptions struct {
	keyEnv, keyFile, envFile, key, ttl, reader string
	printOld, dropOld, list                    bool
}

// fixOptions are those of fix; dryRun is one of fernet and rotate, too.
type fixOptions struct {
	yes, check, prune, rotate, dryRun bool
}
