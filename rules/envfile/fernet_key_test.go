package envfile_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/builtin"
)

func TestFernetKeyInvalid(t *testing.T) {
	env := func(lines ...string) memory {
		return memory{files: map[string]string{"w .env": strings.Join(lines, "\n") + "\n"}, ignore: ".env\n"}
	}
	key := expand("{fernet}")
	std := base64.StdEncoding.EncodeToString([]byte("\xfb\xff" + expand("{alnum:30}")))
	const id = "fernet-key-invalid"
	none := []string(nil)
	run(t, id, []repoCase{
		{"good ones", env("FERNET_KEY="+key, "FERNET_KEYS="+key+","+expand("{fernet}"), "AIRFLOW__CORE__FERNET_KEY='"+key+"'"), none},
		{"no padding", env("A=1", "FERNET_KEY="+key[:43]), []string{"error .env:2 FERNET_KEY has no = at its end, and Python's cryptography fails with binascii.Error: Incorrect padding"}},
		{"32 characters", env("MY_FERNET_KEY=" + key[:32]), []string{"error .env:1 * 32 characters *ValueError: Fernet key must be 32 url-safe"}},
		{"53 characters", env("FERNET_KEY=" + key[:43] + key[:10]), []string{"error .env:1 * (53) cannot be 1 more than a multiple of 4"}},
		{"hexadecimal", env("FERNET_KEY=" + expand("{hex:64}")), []string{"error .env:1 *hexadecimal"}},
		{"as Python prints bytes", env(`FERNET_KEY="b'` + key + `'"`), []string{"error .env:1 *b'…'"}},
		{"in a list", env("FERNET_KEYS=" + key + ", " + key[:43]), []string{"error .env:1 FERNET_KEYS holds a wrong key, number 2 of 2: it has no ="}},
		{"a passphrase", env("AIRFLOW__CORE__FERNET_KEY=correct-Horse-battery-7staple"), []string{"error .env:1 *decode to no key"}},
		{"the standard alphabet", env("FERNET_KEY=" + std), []string{"warning .env:1 *standard base64 alphabet*Python takes it"}},
		{"a placeholder", env("FERNET_KEY=replace-with-a-fernet-key"), []string{"warning .env:1 *placeholder"}},
		{"empty and references", env("FERNET_KEY=", "A_FERNET_KEY=${OTHER}", "B_FERNET_KEY=op://vault/item/field", "# FERNET_KEY=x"), none},
		{"the comment says Fernet", env("# a Fernet key", "ENCRYPTION_KEY="+key[:40]), []string{"error .env:2 ENCRYPTION_KEY"}},
		{"other names", env("ENCRYPTION_KEY="+key[:40], "FERNET_TTL=60", "FERNET_KEY_FILE=/run/key"), none},
		{"Langflow pads its key", env("LANGFLOW_SECRET_KEY=" + key[:43]), none},
		{"Langflow takes a seed", env("LANGFLOW_SECRET_KEY=short-seed-1x"), none},
		{"Langflow fails", env("LANGFLOW_SECRET_KEY=" + key[:36]), []string{"error .env:1 LANGFLOW_SECRET_KEY"}},
		{"an example file", memory{files: map[string]string{"wih .env.example": "FERNET_KEY=" + key[:43] + "\n"}}, none},
		{"tracked", memory{files: map[string]string{"ih .env": "FERNET_KEY=" + key[:43] + "\n"}}, []string{"error legacy .env:1"}},
		{"a Go project", memory{files: map[string]string{"w .env": "FERNET_KEY=" + expand("{hex:64}") + "\n", "wih go.mod": "module x\n"}}, []string{"warning .env:1"}},
		{"unreadable in the index", memory{files: map[string]string{"ih .env": "FERNET_KEY=x\n"}, deny: ".env"}, []string{"failed reading .env"}},
	})
	matches, err := builtin.ByID(id).CheckRepo(env("FERNET_KEY=" + key[:43]).repo())
	if err != nil || len(matches) != 1 || strings.Contains(matches[0].Message, key[:6]) {
		t.Errorf("the message holds a part of the key, or there is none: %v %v", matches, err)
	}
}
