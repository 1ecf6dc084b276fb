package generic

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"path"
	"strings"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// FernetKey finds keys of the Fernet scheme.
var FernetKey = &rules.Rule{
	ID:    "fernet-key",
	Title: "Fernet key",
	Doc: `32 bytes in padded, URL-safe base64: what Fernet.generate_key() makes. It encrypts and signs; whoever has it reads every token and makes new ones. Airflow's connections, Django's encrypted fields and many session cookies hang on one.

Digests and public keys have the same length, so the form alone is not enough: the name, the call around it (Fernet, MultiFernet), the file's name or a file that holds nothing else must speak for it. go.sum, lock files, integrity attributes, thumbprints and WireGuard's public keys are left alone, and so are the documented keys of tutorials.`,
	Fix:      "Make a new key with Fernet.generate_key(), re-encrypt with MultiFernet([new, old]), then drop the old one. Read it from the environment.",
	Source:   "https://github.com/fernet/spec/blob/master/Spec.md",
	Severity: rules.Error,
	Kinds:    rules.KindToken | rules.KindAssigned | rules.KindArgument | rules.KindString | rules.KindEnv,
	Run:      44,
	Check:    checkFernetKey,
	Examples: []rules.Example{
		{Path: "airflow.cfg", Text: "[core]\nfernet_key = «{fernet}»\n", Why: "a bare value in a configuration file"},
		{Path: "settings.py", Text: "FERNET_KEYS = [\n    \"«{fernet}»\",\n]\n", Why: "a list of keys"},
		{Path: "crypto.py", Text: "f = Fernet(b\"«{fernet}»\")\n", Why: "an argument"},
		{Path: "secret.key", Text: "«{fernet}»\n", Why: "a key file"},
		{Path: "deploy.yaml", Text: "env:\n  - name: ENCRYPTION_KEY\n    value: «{fernet}»\n", Why: "a Kubernetes variable"},
		{Path: "go.sum", Text: "example.org/x v1.0.0 h1:{fernet}\n", Why: "a module's digest"},
		{Path: "wg0.conf", Text: "PublicKey = {fernet}\n", Why: "a public key"},
		{Path: "jwk.json", Text: `{"kty": "oct", "x5t#S256": "{fernet}"}` + "\n", Why: "a thumbprint"},
		{Path: "settings.py", Text: "fernet_key = os.environ[\"FERNET_KEY\"]\n", Why: "read from the environment"},
		{Path: "a.html", Text: `<script src="a.js" integrity="sha256-{fernet}"></script>` + "\n", Why: "subresource integrity"},
		{Path: "notes.txt", Text: "{fernet}\n{fernet}\n", Why: "a list of something"},
	},
}

// FernetToken finds what was encrypted with Fernet.
var FernetToken = &rules.Rule{
	ID:       "fernet-token",
	Title:    "Fernet token",
	Doc:      `A Fernet token: version byte 0x80, the time it was made, an initialisation vector, ciphertext and a signature. On its own it is ciphertext, which is safe as long as the key is; it is a warning, since the key is often near and a token may be a session that still is accepted. Under the name of a secret or a password it is an error: then the token itself is what lets in, or stands for it.`,
	Fix:      "If the token is a session or an invitation, invalidate it. If it is stored ciphertext, check that the key is not in the repository, and allow the line with a reason.",
	Source:   "https://github.com/fernet/spec/blob/master/Spec.md",
	Severity: rules.Error,
	Kinds:    rules.KindToken | rules.KindAssigned | rules.KindEnv,
	Prefixes: []string{"gAAAAA"},
	Run:      97,
	Binary:   true,
	Check:    checkFernetToken,
	Examples: []rules.Example{
		{Path: "session.py", Text: "headers = {\"X-Auth-Token\": \"«{fernet-token}»\"}\n", Why: "under a secret's name"},
		{Path: "dump.txt", Text: "row 1: «{fernet-token}»\n", Why: "anywhere: a warning"},
		{Path: "a.py", Text: "assert token.startswith(\"gAAAAA\")\n", Why: "the prefix alone"},
		{Path: "b.txt", Text: "gAAAAA{alnum:94}\n", Why: "a time that no token has"},
	},
}

// mayBeFernetKey holds the gates of a value in the form of a key.
func mayBeFernetKey(c *rules.Candidate, v []byte) bool {
	if public := fileclass.PathSays(c.File.Path, func(w string) bool { return w == "pub" || w == "public" || w == "pubkey" }); !c.GateText("file", !public, "the path says that the key is public") {
		return false
	}
	verdict := judge.JudgeValue(c.Key, v)
	if !c.GateText("not excused", verdict.Kind == judge.Real, verdict.Kind.String()+": "+verdict.Reason) {
		return false
	}
	if text := judge.Base64Text(v); text != nil {
		why := judge.FillerReason(text)
		if !c.GateText("no filler, decoded", why == "", why) {
			return false
		}
	}
	random := random.HasStretch(v)
	if !c.GateText("random", random, "") {
		return false
	}
	w := judge.Neighbour(c)
	return c.GateText("no digest", w == "" && !digestBefore(c), w)
}

func checkFernetKey(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 44 || !judge.IsFernetKey(v) {
		return rules.Match{}, false
	}
	c.Gate("32 bytes in URL-safe base64", true, float64(len(v)))
	if judge.Excluded(c) || !mayBeFernetKey(c, v) {
		return rules.Match{}, false
	}
	name := judge.JudgeName(c.Key)
	lowerKey := alphabet.ToLower(c.Key)
	call := judge.LastWord(c.Call)
	line, _ := c.Line()
	alone := len(bytes.TrimSpace(c.File.Data)) == len(v)
	context := strings.Contains(lowerKey, "fernet") || bytes.Contains(bytes.ToLower(line), []byte("fernet"))
	e := judge.Estimate{C: c}
	e.Share("44 characters of URL-safe base64, random", 0.7)
	switch {
	case name == judge.NameHarmless:
		e.Share("harmless name", -5)
	case strings.Contains(lowerKey, "fernet"), call == "Fernet", call == "MultiFernet":
		e.Share("name or call says Fernet", 4)
	case context:
		e.Share("the line says Fernet", 2.5)
	case name == judge.NameSecret || name == judge.NamePassword:
		e.Share("name of a secret", 2.6)
	case name == judge.NameWeak:
		e.Share("weak name", 1.8)
	case alone && isKeyFile(c.File.Path):
		e.Share("a key file", 3)
	case alone:
		e.Share("nothing else in the file", 0.5)
	default:
		c.GateText("name, call or file", false, name.String())
		return rules.Match{}, false
	}
	if bytes.ContainsAny(v, "-_") {
		// Plain base64 would have + and / there.
		e.Share("alphabet", 0.4)
	}
	if !alone {
		e.AddPlace(name)
	}
	score := judge.InFile(c, e.Score())
	if fileclass.InSamples(c.File.Path) {
		score = min(score, judge.MildScore)
	}
	return rules.Match{Start: c.Start, End: c.End, Score: score, Remedy: rules.NewKey, Message: "Fernet key: whoever has it can read and make every token"}, score >= rules.WarnScore
}

// digestBefore reports whether the name of a digest is glued to the value.
func digestBefore(c *rules.Candidate) bool {
	b := bytes.ToLower(c.Before(16))
	for _, p := range [...]string{"h1:", "sha1-", "sha256-", "sha384-", "sha512-", "sha256:", "sha512:", "sha256=", "sha1:", "md5:", "/", "+"} {
		if bytes.HasSuffix(b, []byte(p)) {
			return true
		}
	}
	return false
}

// isKeyFile reports whether a file is named as one that holds a key.
func isKeyFile(file string) bool {
	base := alphabet.ToLower(path.Base(file))
	switch path.Ext(base) {
	case ".key", ".secret", ".fernet", ".keyfile":
		return true
	}
	return strings.Contains(base, "fernet") || strings.Contains(base, "secret") || strings.Contains(base, "key")
}

// Tokens were first made in 2012; those of a far future are no tokens.
const (
	fernetFirst = 1_325_376_000 // 2012
	fernetLast  = 2_208_988_800 // 2040
)

// maxGlued is how much may precede a token without a break.
const maxGlued = 64

func checkFernetToken(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	// What is far inside of a row is no token, and is not worth a look at
	// all that follows it.
	if before := c.Before(maxGlued); len(before) == maxGlued && alphabet.All(before, alphabet.URLSafe) {
		c.GateText("begins a word", false, "")
		return rules.Match{}, false
	}
	head, err := base64.RawURLEncoding.DecodeString(string(v[:min(len(v), 12)]))
	if !c.GateText("version and time", err == nil && len(head) == 9, "") {
		return rules.Match{}, false
	}
	made := binary.BigEndian.Uint64(head[1:])
	if !c.Gate("plausible time", made >= fernetFirst && made < fernetLast, float64(made)) {
		return rules.Match{}, false
	}
	end := 0
	for end < len(v) && alphabet.URLSafe(v[end]) {
		end++
	}
	v = v[:end]
	if !c.Gate("length", len(v) >= 97, float64(len(v))) {
		return rules.Match{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(v, "=")))
	if !c.GateText("URL-safe base64", err == nil, "") {
		return rules.Match{}, false
	}
	// Version, time, vector, blocks of ciphertext, signature.
	n := len(raw)
	if !c.Gate("version and whole blocks", n >= 73 && raw[0] == 0x80 && (n-57)%16 == 0, float64(n)) {
		return rules.Match{}, false
	}
	score := 0.55
	message := "Fernet token of " + time.Unix(int64(made), 0).UTC().Format("2006-01-02")
	if name := judge.JudgeName(c.Key); name == judge.NameSecret || name == judge.NamePassword {
		score = 0.85
		message += ", assigned as a secret"
	}
	return rules.Match{Start: c.Start, End: c.Start + end, Score: judge.InFile(c, score), Remedy: rules.Manual, Public: 6, Message: message}, true
}
