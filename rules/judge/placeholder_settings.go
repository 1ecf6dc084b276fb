package judge

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/random"
)

// judgeSettings judges a value that is a list of settings, as databases and
// Azure's services are connected to: Server=…;User Id=…;Password=….
// It is as secret as the password or key in it.
func judgeSettings(v []byte, off int) (Verdict, bool) {
	if bytes.IndexByte(v, ';') < 0 || bytes.IndexByte(v, '=') <= 0 {
		return Verdict{}, false
	}
	found := Verdict{Kind: Config, Reason: "a connection without a password"}
	fields, known, local, at := 0, false, false, 0
	for part := range bytes.SplitSeq(v, []byte(";")) {
		start := at
		at += len(part) + 1
		name, value, ok := bytes.Cut(part, []byte("="))
		if !ok {
			if len(bytes.TrimSpace(part)) > 0 {
				return Verdict{}, false
			}
			continue
		}
		fields++
		key := alphabet.Letters(string(name))
		switch key {
		case "server", "datasource", "host", "addr", "address", "endpoint":
			host, _, _ := strings.Cut(strings.TrimPrefix(string(value), "tcp:"), ",")
			local = isLocalHost(host) || isServiceHost(host) || host == "." || strings.HasPrefix(host, `.\`)
			known = true
			continue
		case "password", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature", "accesskey":
		default:
			continue
		}
		known = true
		found = JudgeValue("", value)
		if found.Kind == Config {
			found = Verdict{Kind: FillIn, Reason: "no password"}
		}
		if found.Kind == Real {
			s := off + start + len(name) + 1
			found = Verdict{Kind: Real, Score: 0.9, Reason: "a connection with a " + key, Start: s, End: s + len(value)}
			if !random.HasStretch(value) {
				found.Score = 0.6
			}
		}
	}
	if fields < 2 || !known {
		return Verdict{}, false
	}
	if found.Kind == Real && local && found.Score < 0.9 {
		return Verdict{Kind: LocalDefault, Reason: "a plain password for this machine"}, true
	}
	return found, true
}

// isHosted reports whether a host is one of a provider of databases or queues,
// whose names are given to customers and not to examples.
func isHosted(host string) bool {
	host = alphabet.ToLower(host)
	for _, d := range [...]string{".mongodb.net", ".mlab.com", ".rds.amazonaws.com", ".cache.amazonaws.com", ".compute.amazonaws.com", ".database.windows.net", ".postgres.database.azure.com", ".mysql.database.azure.com", ".documents.azure.com", ".supabase.co", ".supabase.com", ".neon.tech", ".redislabs.com", ".redis-cloud.com", ".upstash.io", ".elephantsql.com", ".cloudamqp.com", ".rlwy.net", ".railway.app", ".render.com", ".psdb.cloud", ".aivencloud.com", ".ondigitalocean.com", ".cockroachlabs.cloud", ".clever-cloud.com"} {
		label, ok := strings.CutSuffix(host, d)
		if !ok || label == "" {
			continue
		}
		// cluster0.mongodb.net is in every manual; cluster0-x7k2p and
		// cluster0.a1b2c are someone's.
		return d != ".mongodb.net" || len(label) > len("cluster0")+4
	}
	return false
}

// isObjectList reports whether v is identifiers of Stripe's objects, one or
// several: prod_…,prod_…. They say which and let nobody in.
func isObjectList(v []byte) bool {
	for part := range bytes.SplitSeq(v, []byte(",")) {
		kind, id, ok := bytes.Cut(bytes.TrimSpace(part), []byte("_"))
		if !ok || len(id) < 8 || !alphabet.All(id, alphabet.Alnum) {
			return false
		}
		switch string(kind) {
		case "prod", "price", "plan", "cus", "acct", "sub", "si", "pi", "pm", "evt", "ch", "txn", "in", "il", "seti", "card", "ba", "po", "we", "promo", "txr", "file":
		default:
			return false
		}
	}
	return true
}

// namesakeReach is how many bytes before and behind a password its user's name
// is looked for.
const namesakeReach = 4 << 10

// IsNamesake reports whether the password at an offset of an env file is the
// name of a user or a database in the lines around, as those of services on
// one's own machine are: DB_USERNAME=shop, DB_PASSWORD=shop.
func IsNamesake(data []byte, at int, key, value string) bool {
	if len(value) < 2 || len(value) > 24 || JudgeName(key) < NameSecret || random.HasStretch([]byte(value)) {
		return false
	}
	for i := 0; i < len(value); i++ {
		if c := value[i]; !alphabet.Lower(c) && !alphabet.Digit(c) && c != '_' && c != '-' {
			return false
		}
	}
	from, to := max(0, at-namesakeReach), min(len(data), at+namesakeReach)
	if i := bytes.IndexByte(data[from:at], '\n'); from > 0 && i >= 0 {
		from += i + 1 // a line that is cut off says nothing
	}
	if i := bytes.LastIndexByte(data[at:to], '\n'); to < len(data) && i >= 0 {
		to = at + i
	}
	d := dotenv.Parse(data[from:to])
	for _, e := range d.Entries() {
		if d.Value(e) != value {
			continue
		}
		var buf [12]string
		words := alphabet.SplitWords(d.Key(e), buf[:0])
		for len(words) > 1 && strings.Trim(words[len(words)-1], "0123456789") == "" {
			words = words[:len(words)-1]
		}
		if len(words) == 0 {
			continue
		}
		switch trimDigits(words[len(words)-1]) {
		case "user", "username", "usr", "login", "name", "database", "db", "dbname", "schema":
			return true
		}
	}
	return false
}
