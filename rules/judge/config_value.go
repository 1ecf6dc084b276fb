package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// configReason says what kind of plain setting a value is.
func configReason(v []byte, lower string) string {
	switch lower {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "enabled", "disabled", "enable", "disable", "auto", "always", "never", "all", "any",
		"debug", "info", "warn", "warning", "error", "fatal", "trace", "verbose", "notice", "critical",
		"production", "development", "staging", "local", "prod", "dev", "utc", "gmt", "stdout", "stderr", "stdin", "file", "memory", "sync", "async", "lax", "strict", "bearer", "basic", "hs256", "hs384", "hs512", "rs256", "es256", "eddsa", "utf-8", "utf8", "ascii":
		return "a switch or a level"
	}
	s := string(v)
	switch {
	case alphabet.Number(s):
		return "a number"
	case isDuration(lower):
		return "a number with a unit"
	case alphabet.UUID(v):
		if strings.HasPrefix(lower, "6ba7b81") || strings.HasPrefix(lower, "00000000") {
			return "a namespace's UUID"
		}
		if unitOf(v[24:]) <= 3 {
			return "a made-up UUID"
		}
		return ""
	case isDate(s):
		return "a date or a time"
	case isPinned(s):
		return "a revision of a repository"
	case isIPv4(s):
		return "an address"
	case isEmail(s):
		return "a mail address"
	case isPath(s) && !random.HasStretch(v) && !isScrambled(s):
		return "a path"
	case isHostPort(lower):
		return "a host"
	case isVersion(lower):
		return "a version"
	case isResourceID(s):
		return "the id of a resource in a cloud"
	case isColour(s):
		return "a color"
	case isConstraint(s):
		return "the name of an index"
	case strings.Contains(s, "Y-m-d") || strings.Contains(lower, "yyyy-mm") || strings.Contains(s, "%Y-%m"):
		return "the format of a date"
	case strings.Count(s, "|") > 1 && !random.HasStretch(v):
		return "a list of alternatives"
	case strings.HasPrefix(lower, "sqlite:") || strings.HasPrefix(lower, "file:") || strings.HasPrefix(lower, "jdbc:h2:") || strings.HasPrefix(lower, "mailto:"):
		return "an address without a password"
	case strings.Count(s, ",") > 0 && !random.HasStretch(v) && Wordy(v):
		return "a list"
	case strings.Count(s, " ") > 1 && !random.HasStretch(v):
		return "a text"
	}
	return ""
}

// isConstraint reports whether s is the name that tools give an index or a
// constraint of a database: UNIQ_ and digits of a hash.
func isConstraint(s string) bool {
	for _, p := range [...]string{"UNIQ_", "IDX_", "FK_", "PK_", "UK_", "IX_", "FK__", "UQ_"} {
		if rest, ok := strings.CutPrefix(s, p); ok && len(rest) >= 8 && alphabet.AllHex([]byte(rest)) {
			return true
		}
	}
	return false
}

func isDuration(s string) bool {
	n := len(s) - len(strings.TrimLeft(s, "0123456789."))
	if n == 0 || n > 8 {
		return false
	}
	switch strings.TrimSpace(s[n:]) {
	case "ms", "s", "m", "h", "d", "w", "y", "min", "mins", "sec", "secs", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
		"b", "k", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "g", "ki", "mi", "gi", "%", "px", "em", "rem", "pt", "bit", "bits":
		return true
	}
	return false
}

func isDate(s string) bool {
	return len(s) >= 8 && len(s) <= 35 && (len(s) > 4 && alphabet.Digit(s[0]) && alphabet.Digit(s[1])) && strings.Trim(s, "0123456789-:/.+TZ ") == "" && strings.ContainsAny(s, "-:/")
}

func isIPv4(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.Count(host, ".") == 3 && strings.Trim(host, "0123456789.") == "" && len(host) <= 15
}

func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok || user == "" || strings.ContainsAny(s, " :/@!#$%^&*()") && strings.Count(s, "@") != 1 {
		return false
	}
	return isHostPort(alphabet.ToLower(host)) && strings.IndexByte(host, '.') > 0 && !strings.ContainsAny(user, " :/!#$%^&*()")
}

// isPath reports whether s is a file's path.
func isPath(s string) bool {
	for _, p := range [...]string{"/", "./", "../", "~/", "~", "\\\\", "@/", "#/"} {
		if strings.HasPrefix(s, p) && len(s) > len(p) && (len(p) > 1 || alphabet.Letter(s[len(p)]) || s[len(p)] == '.' || s[len(p)] == '_') {
			return strings.IndexByte(s, ' ') < 0
		}
	}
	if len(s) > 3 && alphabet.Letter(s[0]) && s[1] == ':' && (s[2] == '\\' || s[2] == '/') {
		return true
	}
	if strings.Count(s, "/") >= 1 && Wordy([]byte(s)) && strings.Trim(alphabet.Letters(s), "0123456789") != "" {
		return strings.IndexByte(s, ' ') < 0
	}
	i := strings.LastIndexByte(s, '.')
	return i > 0 && isFileExtension(alphabet.ToLower(s[i+1:])) && !strings.Contains(s, " ")
}

func isFileExtension(s string) bool {
	switch s {
	case "go", "py", "js", "ts", "tsx", "jsx", "mjs", "cjs", "java", "kt", "rb", "php", "rs", "c", "h", "cc", "cpp", "cs", "swift", "sh", "bat", "ps1", "sql", "json", "yaml", "yml", "toml", "xml", "ini", "cfg", "conf", "properties", "env", "txt", "md", "rst", "html", "htm", "css", "scss", "less", "csv", "log", "pem", "key", "crt", "cer", "der", "p12", "pfx", "jks", "keystore", "pub", "asc", "gpg", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "pdf", "zip", "gz", "tar", "tgz", "jar", "war", "exe", "dll", "so", "dylib", "db", "sqlite", "sqlite3", "lock", "sock", "pid", "tpl", "tmpl", "vue", "svelte", "proto", "tf", "woff", "woff2", "ttf", "mp3", "mp4", "wasm", "map", "bin", "dat", "bak", "template", "aspx", "jsp", "cgi", "do", "action", "i18n", "php5", "phtml", "erb", "ejs", "plist", "storyboard", "xib", "strings", "resx", "po", "pot", "mo":
		return true
	}
	return false
}

func isHostPort(s string) bool {
	host, port, ok := strings.Cut(s, ":")
	if ok && !isPort(port) {
		return false
	}
	if host == "localhost" {
		return true
	}
	i := strings.LastIndexByte(host, '.')
	if i <= 0 || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return ok && host != "" && Wordy([]byte(host)) && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
	}
	switch host[i+1:] {
	case "com", "org", "net", "io", "dev", "app", "co", "uk", "de", "fr", "local", "internal", "lan", "test", "example", "edu", "gov", "cloud", "ai", "me", "tv", "info", "biz", "eu", "us", "ca", "jp", "cn", "ru", "br", "in", "it", "es", "nl", "se", "no", "ch", "at", "be", "pl", "au", "xyz", "sh", "ly", "to", "gg", "arpa", "invalid", "localhost", "svc", "tech", "online", "site":
		return true
	}
	return false
}

func isVersion(s string) bool {
	s = strings.TrimLeft(s, "v^~>=< ")
	return s != "" && alphabet.Digit(s[0]) && strings.Count(s, ".") >= 1 && strings.Trim(s, "0123456789.x*") == "" ||
		strings.Count(s, ".") == 2 && s != "" && alphabet.Digit(s[0]) && len(s) < 24 && strings.ContainsAny(s, "-+") && !random.HasStretch([]byte(s))
}

// isResourceID accepts the ids that AWS gives machines, images and networks:
// ami-, i-, subnet- and 8 or 17 hexadecimal digits.
func isResourceID(s string) bool {
	kind, id, _ := strings.Cut(s, "-")
	switch kind {
	case "ami", "i", "sg", "subnet", "vpc", "vol", "snap", "eni", "igw", "rtb", "acl", "nat", "lt", "eipalloc":
		return (len(id) == 8 || len(id) == 17) && alphabet.All([]byte(id), alphabet.LowerHex)
	}
	return false
}

func isColour(s string) bool {
	return len(s) > 3 && s[0] == '#' && (len(s) == 4 || len(s) == 7 || len(s) == 9) && alphabet.AllHex([]byte(s[1:]))
}

// isPinned reports whether s is a repository at a revision, as package managers
// and workflows write it: github:owner/name#5e3b…, owner/action@5e3b….
func isPinned(s string) bool {
	i := strings.LastIndexAny(s, "#@")
	if i < 3 || len(s)-i-1 != 40 || !alphabet.AllHex([]byte(s[i+1:])) {
		return false
	}
	repo := s[:i]
	if _, rest, ok := strings.Cut(repo, "://"); ok {
		return !strings.Contains(rest, "@") && (strings.HasSuffix(rest, ".git") || strings.HasPrefix(rest, "git"))
	}
	owner, name, ok := strings.Cut(repo, "/")
	return ok && owner != "" && name != "" && !random.HasStretch([]byte(repo))
}
