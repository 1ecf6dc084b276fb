package rules

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"path"
	"strings"
	"time"

	"github.com/fernet/fernet-go"
)

// fernetKey finds keys of the Fernet scheme.
var fernetKey = &Rule{
	ID:    "fernet-key",
	Title: "Fernet key",
	Doc: `32 bytes in padded, URL-safe base64: what Fernet.generate_key() makes. It encrypts and signs; whoever has it reads every token and makes new ones. Airflow's connections, Django's encrypted fields and many session cookies hang on one.

Digests and public keys have the same length, so the form alone is not enough: the name, the call around it (Fernet, MultiFernet), the file's name or a file that holds nothing else must speak for it. go.sum, lock files, integrity attributes, thumbprints and WireGuard's public keys are left alone, and so are the documented keys of tutorials.`,
	Fix:      "Make a new key with Fernet.generate_key(), re-encrypt with MultiFernet([new, old]), then drop the old one. Read it from the environment.",
	Source:   "https://github.com/fernet/spec/blob/master/Spec.md",
	Severity: Error,
	Kinds:    KindToken | KindAssigned | KindArgument | KindString | KindEnv,
	Run:      44,
	Check:    checkFernetKey,
	Examples: []Example{
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

// fernetToken finds what was encrypted with Fernet.
var fernetToken = &Rule{
	ID:       "fernet-token",
	Title:    "Fernet token",
	Doc:      `A Fernet token: version byte 0x80, the time it was made, an initialisation vector, ciphertext and a signature. On its own it is ciphertext, which is safe as long as the key is; it is a warning, since the key is often near and a token may be a session that still is accepted. Under the name of a secret or a password it is an error: then the token itself is what lets in, or stands for it.`,
	Fix:      "If the token is a session or an invitation, invalidate it. If it is stored ciphertext, check that the key is not in the repository, and allow the line with a reason.",
	Source:   "https://github.com/fernet/spec/blob/master/Spec.md",
	Severity: Error,
	Kinds:    KindToken | KindAssigned | KindEnv,
	Prefixes: []string{"gAAAAA"},
	Run:      97,
	Binary:   true,
	Check:    checkFernetToken,
	Examples: []Example{
		{Path: "session.py", Text: "headers = {\"X-Auth-Token\": \"«{fernet-token}»\"}\n", Why: "under a secret's name"},
		{Path: "dump.txt", Text: "row 1: «{fernet-token}»\n", Why: "anywhere: a warning"},
		{Path: "a.py", Text: "assert token.startswith(\"gAAAAA\")\n", Why: "the prefix alone"},
		{Path: "b.txt", Text: "gAAAAA{alnum:94}\n", Why: "a time that no token has"},
	},
}

// isFernetKey reports whether v is 32 bytes in padded, URL-safe base64.
func isFernetKey(v []byte) bool {
	if len(v) != 44 || v[43] != '=' || !isRunOf(v[:43], isURLSafe) || bytes.IndexByte(v[:43], '=') >= 0 {
		return false
	}
	// 43 characters hold 258 bits: the last two are zero in what generate_key
	// makes. DecodeKey alone would take hex, standard base64 and line breaks too.
	if strings.IndexByte("AEIMQUYcgkosw048", v[42]) < 0 {
		return false
	}
	_, err := fernet.DecodeKey(string(v))
	return err == nil
}

func checkFernetKey(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) != 44 || !isFernetKey(v) {
		return Match{}, false
	}
	c.Gate("32 bytes in URL-safe base64", true, float64(len(v)))
	if c.File.Class == ClassLock || c.File.Class == ClassLocale {
		c.GateText("file", false, "lock files hold digests")
		return Match{}, false
	}
	verdict := judgeValue(c.Key, v)
	if !c.GateText("not excused", verdict.Kind == Real, verdict.Kind.String()+": "+verdict.Reason) {
		return Match{}, false
	}
	if text := base64Text(v); text != nil {
		why := fillerReason(text)
		if !c.GateText("no filler, decoded", why == "", why) {
			return Match{}, false
		}
	}
	random := hasRandomPart(v)
	if !c.GateText("random", random, "") {
		return Match{}, false
	}
	if w := neighbour(c); !c.GateText("no digest", w == "" && !digestBefore(c), w) {
		return Match{}, false
	}
	name := judgeName(c.Key)
	lowerKey := lowerASCII(c.Key)
	call := lastWord(c.Call)
	line, _ := c.Line()
	alone := len(bytes.TrimSpace(c.File.Data)) == len(v)
	context := strings.Contains(lowerKey, "fernet") || bytes.Contains(bytes.ToLower(line), []byte("fernet"))
	e := estimate{c: c}
	e.share("44 characters of URL-safe base64, random", 0.7)
	switch {
	case name == nameHarmless:
		e.share("harmless name", -5)
	case strings.Contains(lowerKey, "fernet"), call == "Fernet", call == "MultiFernet":
		e.share("name or call says Fernet", 4)
	case context:
		e.share("the line says Fernet", 2.5)
	case name == nameSecret || name == namePassword:
		e.share("name of a secret", 2.6)
	case name == nameWeak:
		e.share("weak name", 1.8)
	case alone && isKeyFile(c.File.Path):
		e.share("a key file", 3)
	case alone:
		e.share("nothing else in the file", 0.5)
	default:
		c.GateText("name, call or file", false, name.String())
		return Match{}, false
	}
	if bytes.ContainsAny(v, "-_") {
		// Plain base64 would have + and / there.
		e.share("alphabet", 0.4)
	}
	if !alone {
		e.addPlace(name)
	}
	score := inFile(c, e.score())
	if inSamples(c.File.Path) {
		score = min(score, mildScore)
	}
	return Match{Start: c.Start, End: c.End, Score: score, Remedy: NewKey, Message: "Fernet key: whoever has it can read and make every token"}, score >= WarnScore
}

// digestBefore reports whether the name of a digest is glued to the value.
func digestBefore(c *Candidate) bool {
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
	base := lowerASCII(path.Base(file))
	switch path.Ext(base) {
	case ".key", ".secret", ".fernet", ".keyfile":
		return true
	}
	return strings.Contains(base, "fernet") || strings.Contains(base, "secret") || strings.Contains(base, "key")
}

// lastWord returns what stands behind the last dot, colon or arrow of a call.
func lastWord(call string) string {
	if i := strings.LastIndexAny(call, ".:> "); i >= 0 {
		return call[i+1:]
	}
	return call
}

// Tokens were first made in 2012; those of a far future are no tokens.
const (
	fernetFirst = 1_325_376_000 // 2012
	fernetLast  = 2_208_988_800 // 2040
)

// maxGlued is how much may stand in front of a token without a break.
const maxGlued = 64

func checkFernetToken(c *Candidate) (Match, bool) {
	v := c.Value()
	// What stands far inside of a row is no token, and is not worth a look at
	// all that follows it.
	if before := c.Before(maxGlued); len(before) == maxGlued && isRunOf(before, isURLSafe) {
		c.GateText("begins a word", false, "")
		return Match{}, false
	}
	head, err := base64.RawURLEncoding.DecodeString(string(v[:min(len(v), 12)]))
	if !c.GateText("version and time", err == nil && len(head) == 9, "") {
		return Match{}, false
	}
	made := binary.BigEndian.Uint64(head[1:])
	if !c.Gate("plausible time", made >= fernetFirst && made < fernetLast, float64(made)) {
		return Match{}, false
	}
	end := 0
	for end < len(v) && isURLSafe(v[end]) {
		end++
	}
	v = v[:end]
	if !c.Gate("length", len(v) >= 97, float64(len(v))) {
		return Match{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(v, "=")))
	if !c.GateText("URL-safe base64", err == nil, "") {
		return Match{}, false
	}
	// Version, time, vector, blocks of ciphertext, signature.
	n := len(raw)
	if !c.Gate("version and whole blocks", n >= 73 && raw[0] == 0x80 && (n-57)%16 == 0, float64(n)) {
		return Match{}, false
	}
	score := 0.55
	message := "Fernet token of " + time.Unix(int64(made), 0).UTC().Format("2006-01-02")
	if name := judgeName(c.Key); name == nameSecret || name == namePassword {
		score = 0.85
		message += ", assigned as a secret"
	}
	return Match{Start: c.Start, End: c.Start + end, Score: inFile(c, score), Remedy: Manual, Public: 6, Message: message}, true
}
