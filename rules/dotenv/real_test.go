package dotenv_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/rules/dotenv"
)

// A realReader runs a real reader. The program gets the names of files as
// lines on its standard input, and prints one line of JSON each: an object of
// the variables, or null where it fails. Its first line says which version it
// is, or why it cannot run after an exclamation mark.
type realReader struct {
	reader   dotenv.Reader
	commands [][]string // the first that runs
}

func python(program string) [][]string {
	return [][]string{{"python3", "-c", program}, {"/usr/bin/python3", "-c", program}}
}

const pythonLoop = `
import sys, json, os
os.environ.clear()
try:
    %s
except ImportError as e:
    print("!" + str(e)); sys.exit()
for path in sys.stdin:
    try:
        print(json.dumps(read(path.rstrip("\n"))))
    except Exception as e:
        print("null")
`

var realReaders = []realReader{
	{dotenv.Decouple, python(fmt.Sprintf(pythonLoop, `
    from decouple import RepositoryEnv
    print("ok")
    read = lambda p: RepositoryEnv(p).data`))},
	{dotenv.PythonDotenv, python(fmt.Sprintf(pythonLoop, `
    import dotenv, logging, io
    logging.disable()
    print("ok")
    # Older versions do not take a byte order mark away.
    read = lambda p: dotenv.dotenv_values(stream=io.StringIO(open(p, encoding="utf-8").read().lstrip("\ufeff")))`))},
	{dotenv.DjangoEnviron, python(fmt.Sprintf(pythonLoop, `
    import environ, logging
    logging.disable()
    old = not hasattr(environ, "FileAwareEnv")
    print("!django-environ %s is too old: it reads quotes in another way" % getattr(environ, "__version__", "0.4") if old else "ok")
    def read(p):
        environ.Env.ENVIRON = {}
        environ.Env.read_env(p)
        return environ.Env.ENVIRON`))},
	{dotenv.NodeDotenv, [][]string{{"node", "-e", `
let d; try { d = require("dotenv"); console.log("ok") } catch (e) { console.log("!" + e.message.split("\n")[0]); process.exit() }
const fs = require("fs")
for (const p of fs.readFileSync(0, "utf8").split("\n")) if (p) console.log(JSON.stringify(d.parse(fs.readFileSync(p))))`}}},
	{dotenv.Next, [][]string{{"node", "-e", nodeLoop(`const next = require("@next/env")`, `
  for (const k in process.env) delete process.env[k]
  const silent = { info() {}, error() { throw new Error() } }
  next.updateInitialEnv({})
  const [, parsed] = next.processEnv([{ path: p, contents: fs.readFileSync(p, "utf8"), env: {} }], "/", silent, true)
  return parsed`)}}},
	{dotenv.DotenvExpand, [][]string{{"node", "-e", nodeLoop(`const d = require("dotenv"), e = require("dotenv-expand")`, `
  return e.expand({ parsed: d.parse(fs.readFileSync(p)), processEnv: {} }).parsed`)}}},
	{dotenv.NodeEnvFile, [][]string{{"node", "-e", nodeLoop(`const u = require("util"); if (!u.parseEnv) throw new Error("this Node is too old")`, `
  return u.parseEnv(fs.readFileSync(p, "utf8"))`)}}},
	{dotenv.Ruby, [][]string{{"ruby", "-e", `
begin; require "dotenv"; require "dotenv/version"; rescue LoadError => e; puts "!" + e.message; exit; end
require "json"
ENV.clear
if Dotenv::VERSION.to_i < 3 then puts "!dotenv #{Dotenv::VERSION} is too old: it has another idea of \\n"; exit end
puts "ok"
STDIN.each_line do |p|
  begin
    puts JSON.generate(Dotenv::Parser.call(File.open(p.chomp, "rb:bom|utf-8", &:read), overwrite: true))
  rescue Dotenv::FormatError, ArgumentError
    puts "null"
  end
end`}}},
	{dotenv.Symfony, [][]string{{"php", "-d", "display_errors=0", "-r", `
@include getenv("SYMFONY_DOTENV") ?: "Symfony/Component/Dotenv/autoload.php";
if (!class_exists("Symfony\\Component\\Dotenv\\Dotenv")) { echo "!symfony/dotenv is not there\n"; exit; }
foreach ([&$_ENV, &$_SERVER] as &$a) { $a = []; }
echo "ok\n";
foreach (array_filter(explode("\n", stream_get_contents(STDIN))) as $p) {
    try { echo json_encode((object) (new Symfony\Component\Dotenv\Dotenv())->parse(file_get_contents($p)), JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR), "\n"; }
    catch (Throwable $e) { echo "null\n"; }
}`}}},
	{dotenv.Phpdotenv, [][]string{{"php", "-d", "display_errors=0", "-r", `
@include getenv("PHPDOTENV") ?: "Dotenv/autoload.php";
if (!class_exists("Dotenv\\Dotenv")) { echo "!vlucas/phpdotenv is not there\n"; exit; }
echo "ok\n";
foreach (array_filter(explode("\n", stream_get_contents(STDIN))) as $p) {
    try {
        $repo = Dotenv\Repository\RepositoryBuilder::createWithNoAdapters()->addAdapter(Dotenv\Repository\Adapter\ArrayAdapter::class)->make();
        Dotenv\Dotenv::create($repo, dirname($p), basename($p))->load();
        $text = file_get_contents($p);
        $vars = [];
        foreach ((new Dotenv\Parser\Parser())->parse(substr($text, 0, 3) === "\xef\xbb\xbf" ? substr($text, 3) : $text) as $e) { $vars[$e->getName()] = $repo->get($e->getName()); }
        echo json_encode((object) $vars, JSON_UNESCAPED_UNICODE), "\n";
    } catch (Throwable $e) { echo "null\n"; }
}`}}},
}

// nodeLoop is a program of Node that loads what reads, and reads each file.
func nodeLoop(load, read string) string {
	return `const fs = require("fs")
try { ` + strings.Replace(load, "const ", "var ", 1) + `; console.log("ok") } catch (e) { console.log("!" + e.message.split("\n")[0]); process.exit() }
const read = p => {` + read + `}
for (const p of fs.readFileSync(0, "utf8").split("\n")) if (p) {
  let r = null; try { r = read(p) } catch {}
  console.log(JSON.stringify(r))
}`
}

// TestRealReaders runs the real readers next to ours, over the recorded inputs
// and over random ones.
func TestRealReaders(t *testing.T) {
	dir := t.TempDir()
	var inputs []string
	for _, c := range recordedCases(t) {
		inputs = append(inputs, c.Input)
	}
	rounds := 200
	if testing.Short() {
		rounds = 50
	}
	inputs = append(inputs, randomFiles(rounds)...)
	names := []byte(writeFiles(t, dir, inputs))
	for _, real := range realReaders {
		t.Run(real.reader.String(), func(t *testing.T) {
			t.Parallel()
			lines := runReal(t, real, names)
			if len(lines) != len(inputs) {
				t.Fatalf("%d answers to %d inputs", len(lines), len(inputs))
			}
			unknown := 0
			for i, input := range inputs {
				var want map[string]*string
				if err := json.Unmarshal(lines[i], &want); err != nil {
					t.Fatalf("%q: %v in %q", input, err, lines[i])
				}
				reading, err := dotenv.Parse([]byte(input)).Read(real.reader, nil)
				var failed *dotenv.ReadError
				if errors.As(err, &failed) && failed.Unknown {
					unknown++
					continue
				}
				if (err != nil) != (want == nil) || !same(vars(reading), want) {
					t.Errorf("%q: %s and %v, really %s", input, show(vars(reading)), err, lines[i])
				}
			}
			t.Logf("%d inputs, of %d it is not known", len(inputs), unknown)
			if unknown > len(inputs)/4 {
				t.Errorf("of %d inputs out of %d it is not known what the reader makes of them", unknown, len(inputs))
			}
		})
	}
}

func runReal(t *testing.T, real realReader, stdin []byte) [][]byte {
	reason := ""
	for _, args := range real.commands {
		path, err := exec.LookPath(args[0])
		if err != nil {
			reason = args[0] + " is not there"
			continue
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, path, args[1:]...)
		cmd.Stdin = bytes.NewReader(stdin)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", args[0], err, stderr.Bytes())
		}
		lines := bytes.Split(bytes.TrimRight(out, "\n"), []byte("\n"))
		if string(lines[0]) == "ok" {
			return lines[1:]
		}
		reason = strings.TrimPrefix(string(lines[0]), "!")
	}
	if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" && !strings.Contains(reason, "too old") {
		t.Fatal(reason)
	}
	t.Skip(reason)
	return nil
}

// sourceAll prints, for each file, the variables that are set when it has been
// sourced, each as NAME=value and \1, and \2 behind them. The programs that a
// file names are not found.
const sourceAll = `
printf -v nl "\n"
before=" before nl v p _ $(compgen -v) "
before=${before//$nl/ }
while IFS= read -r p; do
  (
    set -a; . "$p" </dev/null >/dev/null 2>&1; set +a
    while read -r v; do
      case $before in *" $v "*) continue ;; esac
      [[ -v $v ]] && printf "%s=%s\001" "$v" "${!v}"
    done < <(compgen -v)
  )
  printf "\002"
done`

// TestRealBash sources the files in a shell.
func TestRealBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
			t.Fatal("bash is not there")
		}
		t.Skip("bash is not there")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "work"), 0o700); err != nil {
		t.Fatal(err)
	}
	var inputs []string
	for _, c := range recordedCases(t) {
		inputs = append(inputs, c.Input)
	}
	rounds := 60
	if testing.Short() {
		rounds = 50
	}
	inputs = append(inputs, randomFiles(rounds)...)
	for i, input := range inputs {
		// In a subshell, as below, bash forgets what is set if the last line
		// of the file is a list and has no ending.
		if !strings.HasSuffix(input, "\\") {
			inputs[i] += "\n"
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bash, "--norc", "--noprofile", "-c", sourceAll)
	cmd.Dir, cmd.Env = filepath.Join(dir, "work"), []string{"LC_ALL=C.UTF-8", "PATH=/nonexistent"}
	cmd.Stdin = strings.NewReader(writeFiles(t, dir, inputs))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\x02"), "\x02")
	if len(answers) != len(inputs) {
		t.Fatalf("%d answers to %d inputs", len(answers), len(inputs))
	}
	unknown := 0
	for i, input := range inputs {
		reading, err := dotenv.Parse([]byte(input)).Read(dotenv.Bash, nil)
		var failed *dotenv.ReadError
		if errors.As(err, &failed) && failed.Unknown {
			unknown++
			continue
		}
		want := map[string]*string{}
		for v := range strings.SplitSeq(strings.TrimSuffix(answers[i], "\x01"), "\x01") {
			if name, value, ok := strings.Cut(v, "="); ok {
				want[name] = &value
			}
		}
		if !same(vars(reading), want) {
			t.Errorf("%q: %s and %v, really %s", input, show(vars(reading)), err, show(want))
		}
	}
	t.Logf("%d inputs, of %d it is not known", len(inputs), unknown)
}

func writeFiles(t *testing.T, dir string, inputs []string) (names string) {
	for i, input := range inputs {
		name := filepath.Join(dir, fmt.Sprintf("%d.env", i))
		if err := os.WriteFile(name, []byte(input), 0o600); err != nil {
			t.Fatal(err)
		}
		names += name + "\n"
	}
	return names
}

// randomFiles returns small files made of pieces that matter to some reader.
func randomFiles(n int) []string {
	rnd := rand.New(rand.NewPCG(7, 11))
	pieces := []string{
		"A", "B", "AB", "export", " ", " ", "\t", "=", "=", "=", "'", "\"", "'", "\"", "`", "#", " #", "\\", "\\", "\\n", "\\\"", "\\'", "$", "$A", "${A}", "${B:-d}", "${B",
		"}", ":", ": ", ";", ",", "x", "y z", "é", "-", ".", "1", "\n", "\n", "\r\n", "\nA=", "\nB=", "\nexport A=", "\n'A'=", "='x'", "=\"x\"", "=x", "\u00a0", "\f", "&", "|", "<", ">", "(", ")",
	}
	files := make([]string, n)
	for i := range files {
		var b strings.Builder
		if rnd.IntN(40) == 0 {
			b.WriteString("\ufeff")
		}
		if rnd.IntN(3) > 0 {
			b.WriteString([]string{"A=", "B=", "A=x\nB="}[rnd.IntN(3)])
		}
		for range 1 + rnd.IntN(12) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		files[i] = b.String()
	}
	return files
}
