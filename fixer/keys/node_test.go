package keys

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// acceptKeys has web-push and jose use what this package makes.
const acceptKeys = `
let wp, jose
try { wp = require("web-push"); jose = require("jose") } catch (e) { console.log("!" + e.message.split("\n")[0]); process.exit() }
const k = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  wp.setVapidDetails("mailto:ada@example.org", k.vapid.Public, k.vapid.Private)
  wp.getVapidHeaders("https://push.example.org", "mailto:ada@example.org", k.vapid.Public, k.vapid.Private, "aes128gcm")
  const ecdh = require("crypto").createECDH("prime256v1")
  ecdh.setPrivateKey(k.vapid.Private, "base64url")
  if (ecdh.getPublicKey("base64url") !== k.vapid.Public) throw new Error("the keys are no pair")
  const anon = await jose.jwtVerify(k.anon, new TextEncoder().encode(k.secret), { algorithms: ["HS256"], issuer: "supabase" })
  if (anon.payload.role !== "anon") throw new Error("another role")
  const token = await new jose.SignJWT({}).setProtectedHeader({ alg: "RS256" }).sign(await jose.importPKCS8(k.rsa.Private, "RS256"))
  await jose.jwtVerify(token, await jose.importSPKI(k.rsa.Public, "RS256"))
  const long = await new jose.SignJWT({}).setProtectedHeader({ alg: "HS512" }).sign(new TextEncoder().encode(k.secret))
  await jose.jwtVerify(long, new TextEncoder().encode(k.secret))
  console.log("ok")
})().catch(e => { console.log(e.message); process.exit(1) })`

// TestNodeAcceptsKeys wants the real libraries of Node to take the keys.
func TestNodeAcceptsKeys(t *testing.T) {
	secret, err := New("jwt")
	if err != nil {
		t.Fatal(err)
	}
	vapid, err := NewVAPID()
	if err != nil {
		t.Fatal(err)
	}
	rsa, err := NewRSA()
	if err != nil {
		t.Fatal(err)
	}
	anon, err := SupabaseKey(secret, "anon", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(map[string]any{"secret": secret, "vapid": vapid, "rsa": rsa, "anon": anon})
	if err != nil {
		t.Fatal(err)
	}
	out, reason := []byte(nil), "node is not there"
	if node, err := exec.LookPath("node"); err == nil {
		cmd := exec.Command(node, "-e", acceptKeys)
		cmd.Stdin = strings.NewReader(string(input))
		out, err = cmd.Output()
		var missing bool
		if reason, missing = strings.CutPrefix(string(out), "!"); !missing {
			if err != nil || string(out) != "ok\n" {
				t.Fatalf("%v: %s", err, out)
			}
			return
		}
	}
	if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
