package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/envguard/envguard"

// A room is a package, or a tree of them if its name ends in /..., and what it
// may import besides the standard library.
type room struct {
	name string
	may  []string // import paths; /... at the end means all below; a leading . for the module
	// never lists packages of the standard library that it may not import.
	never []string
}

// rooms is the table of docs/architecture.md. The first room that matches a
// package is its own.
var rooms = []room{
	{name: "scanner/escape"},
	{name: "rules/dotenv"},
	{name: "rules/gitignore"},
	{name: "rules/alphabet", never: noSystem},
	{name: "rules/language", never: noSystem},
	{name: "rules/random", may: []string{"./rules/alphabet"}, never: noSystem},
	{name: "rules/checksum", may: []string{"./rules", "./rules/alphabet"}, never: noSystem},
	{name: "rules/fileclass", may: []string{"./rules/alphabet", "./rules/language"}, never: noSystem},
	{name: "rules/recipe", may: []string{"./rules/alphabet", "./rules/checksum", "./rules/random"}, never: noSystem},
	{name: "rules", may: []string{"./rules/alphabet", "./rules/language", "./rules/fileclass", "./rules/dotenv", "./rules/gitignore"}, never: noSystem},
	{
		name: "rules/judge", may: []string{"./rules", "./rules/alphabet", "./rules/checksum", "./rules/dotenv", "./rules/fileclass", "./rules/random", "github.com/fernet/fernet-go"},
		never: noSystem,
	},
	{
		name: "rules/envfile", may: []string{"./rules", "./rules/alphabet", "./rules/fileclass", "./rules/dotenv", "./rules/gitignore", "./rules/judge"},
		never: noSystem,
	},
	{name: "rules/generic", may: ruleImports, never: noSystem},
	{name: "rules/provider", may: ruleImports, never: noSystem},
	{name: "rules/provider/...", may: []string{"./rules/provider/internal/..."}}, // the program that lists the rules
	{name: "rules/builtin", may: []string{"./rules", "./rules/envfile", "./rules/generic", "./rules/judge", "./rules/provider"}, never: noSystem},
	{name: "rules/custom", may: append([]string{"./rules/builtin"}, ruleImports...), never: noSystem},
	{name: "rules/ruletest", may: []string{"./rules/...", "./scanner"}},
	{name: "rules/fit", may: []string{"./rules/...", "./scanner"}},
	{
		name:  "scanner/gitsource",
		may:   []string{"./rules/...", "./scanner/...", "github.com/go-git/go-git/v5/plumbing/...", "github.com/klauspost/compress/...", "golang.org/x/..."},
		never: []string{"net", "net/http"},
	},
	{
		name:  "scanner/archive",
		may:   []string{"github.com/klauspost/compress/...", "golang.org/x/image/tiff/lzw", "github.com/ulikunitz/xz/lzma"},
		never: []string{"os", "os/exec", "net", "net/http", "path/filepath"},
	},
	{
		name: "scanner/...", may: []string{"./rules/...", "./scanner/...", "github.com/sabhiram/go-gitignore", "golang.org/x/..."},
		never: []string{"os/exec", "net", "net/http"},
	},
	{name: "fixer/...", may: []string{"./scanner/escape", "./rules/...", "./scanner", "./fixer/...", "github.com/fernet/fernet-go", "github.com/rogpeppe/go-internal/diff", "golang.org/x/sys/unix"}, never: []string{"net", "net/http"}},
	{name: "cmd/envguard/internal/guard", never: []string{"os", "os/exec", "net", "net/http"}},
	{name: "cmd/envguard/internal/baseline", may: []string{"./rules/random"}, never: []string{"os", "os/exec", "net", "net/http"}},
	{name: "cmd/envguard/internal/report", may: []string{"./scanner/escape", "./rules", "./rules/alphabet", "./rules/fileclass", "./rules/judge", "./rules/random", "./scanner"}, never: []string{"os", "os/exec", "net", "net/http"}},
	{
		name:  "cmd/envguard",
		may:   []string{"./rules/...", "./scanner/...", "./fixer/...", "./cmd/envguard/internal/...", "github.com/spf13/pflag", "github.com/pelletier/go-toml/v2/...", "github.com/tailscale/hujson", "golang.org/x/..."},
		never: []string{"net", "net/http", "html/template", "regexp"},
	},
}

// noSystem lists what packages without side effects do without.
var noSystem = []string{"os", "os/exec", "net", "net/http", "path/filepath"}

// ruleImports is what packages of rules may import.
var ruleImports = []string{"./rules", "./rules/alphabet", "./rules/checksum", "./rules/fileclass", "./rules/judge", "./rules/language", "./rules/random", "github.com/fernet/fernet-go"}

// inTests is what test files may import in addition.
var inTests = []string{"./rules/...", "github.com/klauspost/compress/...", "github.com/ulikunitz/xz", "./scanner/...", "github.com/rogpeppe/go-internal/...", "github.com/go-git/go-git/v5/...", "github.com/fernet/fernet-go", "go.yaml.in/yaml/v3"}

// TestLayers fails on an import that the table does not allow.
func TestLayers(t *testing.T) {
	top := filepath.Join("..", "..")
	checked := 0
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || len(name) > 2 && (name[0] == '.' || name[0] == '_') {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		checked++
		checkImports(t, path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 20 {
		t.Errorf("only %d files were looked at", checked)
	}
}

func checkImports(t *testing.T, path, rel string) {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	pkg := rel[:max(0, strings.LastIndexByte(rel, '/'))]
	i := slices.IndexFunc(rooms, func(r room) bool { return matches(r.name, pkg) })
	if i < 0 {
		t.Errorf("%s: no room for the package %q; put it into the table", rel, pkg)
		return
	}
	test := strings.HasSuffix(rel, "_test.go")
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if why := forbidden(&rooms[i], imported, test); why != "" {
			t.Errorf("%s imports %s, which %s", rel, imported, why)
		}
	}
}

// forbidden says why an import is not allowed, or "".
func forbidden(r *room, imported string, test bool) string {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		if !test && slices.Contains(r.never, imported) {
			return r.name + " must do without"
		}
		return ""
	}
	may := r.may
	if test {
		may = append(slices.Clone(may), inTests...)
	}
	for _, m := range may {
		if rest, ok := strings.CutPrefix(m, "./"); ok {
			m = module + "/" + rest
		}
		if matches(m, imported) {
			return ""
		}
	}
	return r.name + " may not import; the arrows go from rules over scanner and fixer to cmd"
}

// matches compares a path with a pattern that may end in /...
func matches(pattern, path string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == prefix || strings.HasPrefix(path, prefix+"/")
	}
	return path == pattern
}

// TestForbidden tries the checker on imports whose answer is known.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		from, imported string
		test, allowed  bool
	}{
		{"rules", "strings", false, true},
		{"rules", "os", false, false},
		{"rules", "os", true, true},
		{"rules", module + "/scanner", false, false},
		{"rules/provider", module + "/rules/judge", false, true},
		{"rules/judge", module + "/rules/provider", false, false},
		{"rules/ruletest", module + "/scanner", false, true},
		{"scanner/...", "github.com/go-git/go-git/v5/plumbing", false, false},
		{"scanner/gitsource", "github.com/go-git/go-git/v5/plumbing/format/index", false, true},
		{"scanner/gitsource", "github.com/go-git/go-git/v5", false, false},
		{"cmd/envguard/internal/report", module + "/fixer", false, false},
		{"cmd/envguard", "github.com/spf13/pflag", false, true},
		{"fixer/...", "github.com/spf13/pflag", false, false},
		{"rules/dotenv", module + "/rules", false, false},
	} {
		i := slices.IndexFunc(rooms, func(r room) bool { return r.name == c.from })
		if i < 0 {
			t.Fatalf("no room %s", c.from)
		}
		if got := forbidden(&rooms[i], c.imported, c.test) == ""; got != c.allowed {
			t.Errorf("%s imports %s (test %v): allowed %v, want %v", c.from, c.imported, c.test, got, c.allowed)
		}
	}
}
