package judge

import (
	"bytes"
	"strings"
)

// trimDigits takes the digits off the end of w, unless nothing is left.
func trimDigits(w string) string {
	t := strings.TrimRight(w, "0123456789")
	if t == "" {
		return w
	}
	return t
}

// unleet undoes the usual letter replacements of p@ssw0rd.
func unleet(s string) string {
	if !strings.ContainsAny(s, "013457@$!") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '0':
			return 'o'
		case '1', '!':
			return 'i'
		case '3':
			return 'e'
		case '4', '@':
			return 'a'
		case '5', '$':
			return 's'
		case '7':
			return 't'
		}
		return r
	}, s)
}

// isMarker reports whether a value that holds the word w, in lower case, asks
// to be replaced or says of itself that it is no secret.
func isMarker(w string) bool {
	switch w {
	case "your", "yours", "change", "changeme", "changeit", "changethis", "replace", "replaceme", "insert", "enter",
		"provide", "paste", "put", "set", "setme", "edit", "editme", "fill", "fillme", "fillin", "todo", "tbd", "fixme",
		"tochange", "example", "examples", "sample", "dummy", "fake", "mock", "mocked", "placeholder", "here",
		"insecure", "unsafe", "notsecret", "notasecret", "thisisnotasecret", "nosecret", "goes",
		"generate", "generated", "random", "randomly", "redacted", "removed", "hidden", "masked", "censored", "omitted", "obfuscated", "snip",
		"xxx", "foo", "bar", "baz", "foobar", "qux", "quux", "blah", "bla", "lorem", "ipsum", "asdf", "qwerty", "qwertz", "azerty", "abc",
		"test", "testing", "tests", "tester", "testkey", "testtoken", "testpassword", "testpass", "testsecret", "demo", "stub", "temp", "tmp",
		"default", "undefined", "null", "none", "nil", "empty", "blank", "invalid", "wrong", "bogus", "whatever", "something", "anything", "some", "any", "my",
		"mysecret", "mypassword", "mykey", "mytoken", "minimum", "characters", "chars", "char", "longer", "development", "dev", "local", "localhost", "staging",
		"optional", "required", "only", "please", "must", "should", "deadbeef", "cafebabe", "foobarbaz",
		"this", "that", "the", "with", "not", "super", "supersecret", "very", "strong", "secure", "long":
		return true
	// The same in other languages.
	case "votre", "vos", "cle", "clef", "secrete", "remplacer", "remplacez", "changez", "modifier", "exemple", "motdepasse", // French
		"tu", "su", "clave", "aqui", "aquí", "cambiar", "cambiame", "cambia", "ejemplo", "contraseña", "contrasena", "reemplazar", // Spanish
		"hier", "dein", "deine", "ihr", "ihre", "eintragen", "einfügen", "einfuegen", "ändern", "aendern", "ersetzen", "beispiel", "passwort", "geheim", "schlüssel", "schluessel", // German
		"sua", "seu", "chave", "senha", "segredo", "exemplo", "alterar", "troque", "mude", // Portuguese
		"tua", "tuo", "chiave", "inserire", "inserisci", "cambiami", "esempio", "segreto", "qui", // Italian
		"jouw", "uw", "sleutel", "wachtwoord", "invullen", "wijzig", "voorbeeld", "geheim123", // Dutch
		"twoj", "twój", "haslo", "hasło", "klucz", "zmien", "zmień", "przyklad", "tutaj", // Polish
		"ваш", "ключ", "пароль", "секрет", "замените", "измените", "пример", "здесь", "токен", "ваша", "твой", // Russian
		"sifre", "şifre", "parola", "parole", "degistir", "değiştir", "ornek", "örnek", // Turkish
		"hemligt", "lösenord", "losenord", "exempel", "byt", "salasana", "esimerkki", "rahasia", "ganti", "contoh", "ubah": // Swedish, Finnish, Indonesian
		return true
	}
	return false
}

// isSecretWord reports whether the word w, in lower case, is one that people
// make a poor secret of, or that says what the value is.
func isSecretWord(w string) bool {
	switch w {
	case "password", "passwords", "passwd", "passwort", "pass", "pwd", "passphrase", "pw", "psw", "secret", "secrets", "seekret", "sekret", "secretkey", "secretpassword",
		"key", "keys", "token", "tokens", "apikey", "api", "jwt", "auth", "credential", "credentials", "login", "letmein", "welcome",
		"admin", "administrator", "root", "user", "username", "userpass", "guest", "public", "private", "client", "access", "session", "cookie", "signing",
		"encryption", "encrypted", "encrypt", "hash", "salt", "master", "value", "string", "text", "bearer", "id", "name", "app", "application", "service",
		"server", "db", "database", "company", "organization", "project", "webhook", "production", "prod", "live", "min", "bit", "byte", "bytes", "hex", "base64":
		return true
	}
	return false
}

// isServiceUser reports whether s is the user, and the usual local password, of
// a service that people run on their own machine.
func isServiceUser(s string) bool {
	switch s {
	case "postgres", "postgresql", "root", "admin", "minio", "minioadmin", "miniouser", "minio123", "guest", "airflow", "sa", "rabbitmq", "rabbit",
		"mysql", "mariadb", "mongo", "mongodb", "mongoadmin", "redis", "elastic", "kibana", "grafana", "neo4j", "neo4jpassword", "influx", "influxdb", "clickhouse", "cassandra",
		"couchdb", "sonar", "sonarqube", "keycloak", "vault", "nats", "memcached", "docker", "vagrant", "ubuntu", "homestead", "laravel", "sail", "symfony",
		"django", "rails", "wordpress", "wp", "drupal", "joomla", "magento", "odoo", "nextcloud", "gitea", "jenkins", "sonic", "mailhog",
		"mailpit", "localstack", "developer", "dba", "db", "app", "web", "www", "oracle", "system", "manager",
		"prisma", "hasura", "supabase", "strapi", "directus", "metabase", "superset", "dagster", "prefect", "celery", "flower",
		"ftp", "anonymous", "nobody", "me":
		return true
	}
	return false
}

// isLocalHost reports whether host, without port, is this machine, a name that
// only a private network knows, or a name that is kept for documentation.
func isLocalHost(host string) bool {
	host = strings.ToLower(strings.Trim(host, "[]"))
	switch host {
	case "", "localhost", "0.0.0.0", "::1", "host.docker.internal", "docker.for.mac.localhost", "gateway.docker.internal":
		return true
	case "host", "hostname", "server", "servername", "ip", "domain", "your-host", "yourhost", "somehost", "myhost", "example":
		return true
	}
	if strings.HasPrefix(host, "127.") || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".test") ||
		strings.HasSuffix(host, ".example") || strings.HasSuffix(host, ".invalid") || strings.HasSuffix(host, ".localdomain") {
		return true
	}
	for _, d := range [...]string{"example.com", "example.org", "example.net", "example.edu"} {
		if host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}

// isServiceHost reports whether host is a bare name, such as compose files
// give to services: db, redis, my-postgres.
func isServiceHost(host string) bool {
	return host != "" && !strings.Contains(host, ".") && !strings.Contains(host, ":")
}

// foldQuotes strips pairs of quotes around v.
func foldQuotes(v []byte) []byte {
	for {
		v = bytes.TrimSpace(v)
		if len(v) < 2 || v[0] != v[len(v)-1] || v[0] != '"' && v[0] != '\'' && v[0] != '`' {
			return v
		}
		v = v[1 : len(v)-1]
	}
}
