package fixer

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/envguard/envguard/fixer/keys"
)

// An openEntry is an entry that waits for its value.
type openEntry struct {
	key, value string
	comment    string // the lines above it, and its inline comment
	beside     string // the inline comment alone
	public     string // the value that a commit of the example has
	users      bool   // the placeholder is the user's, and not the example's
}

// derive makes the values that depend on others: tokens that are signed with a
// secret of the same file, and both halves of a key pair. changed has the new
// values by the old ones.
func (f *filler) derive(open []openEntry, changed map[string]string) {
	for _, e := range open {
		switch key := strings.ToUpper(e.key); {
		case strings.HasPrefix(key, "HASURA_GRAPHQL_JWT_SECRET"), key == "HASURA_JWT_SECRET":
			f.hasura(e, changed)
		case strings.Count(e.value, ".") == 2 && strings.HasPrefix(e.value, "ey"):
			f.signedAgain(e, changed)
		case key == "ANON_KEY", key == "SERVICE_ROLE_KEY":
			if secret := f.values["JWT_SECRET"]; secret != "" {
				role := strings.ToLower(strings.TrimSuffix(key, "_KEY"))
				token, err := keys.SupabaseKey(secret, role, time.Now())
				f.derived(e, token, err)
			}
		}
	}
	f.pairs(open)
}

// derived sets a derived value. It is made once for all passes and files.
func (f *filler) derived(e openEntry, value string, err error) {
	if err != nil {
		f.refuse(err)
		return
	}
	id := f.stage + "\x00" + e.key + "\x00" + e.value
	if known := f.p.derived[id]; known != "" {
		value = known
	}
	f.p.derived[id] = value
	if _, twice := f.values[e.key]; !twice || f.fill[e.key] {
		f.made = append(f.made, e.key)
	}
	f.values[e.key] = value
	delete(f.fill, e.key)
	f.p.hide(value)
}

// signedAgain signs the claims of a token with the secret that takes the place
// of the one that it is signed with.
func (f *filler) signedAgain(e openEntry, changed map[string]string) {
	text := e.value[:strings.LastIndexByte(e.value, '.')]
	want, err := base64.RawURLEncoding.DecodeString(e.value[len(text)+1:])
	if err != nil {
		return
	}
	for old, fresh := range changed {
		mac := hmac.New(sha256.New, []byte(old))
		mac.Write([]byte(text))
		if !hmac.Equal(mac.Sum(nil), want) {
			continue
		}
		_, body, _ := strings.Cut(text, ".")
		raw, err := base64.RawURLEncoding.DecodeString(body)
		var claims map[string]any
		if err != nil || json.Unmarshal(raw, &claims) != nil {
			return
		}
		if role, ok := claims["role"].(string); ok && claims["iss"] != nil {
			token, err := keys.SupabaseKey(fresh, role, time.Now())
			f.derived(e, token, err)
		}
		return
	}
}

// hasura writes the JSON that has the key of the project's tokens.
func (f *filler) hasura(e openEntry, changed map[string]string) {
	var settings struct{ Type, Key string }
	if e.value != "" && (json.Unmarshal([]byte(e.value), &settings) != nil || settings.Type != "HS256" && settings.Type != "") {
		if !saysPlaceholder(e.value) {
			return
		}
	}
	secret := changed[settings.Key]
	if secret == "" {
		k, err := keys.Parse("jwt")
		if err == nil {
			secret, err = k.New()
		}
		if err != nil {
			f.refuse(err)
			return
		}
	}
	value, err := keys.HasuraJWT(secret)
	f.derived(e, value, err)
}

// pairs makes key pairs for names such as VAPID_PRIVATE_KEY and
// VAPID_PUBLIC_KEY if both wait for their values.
func (f *filler) pairs(open []openEntry) {
	for _, e := range open {
		key := strings.ToUpper(e.key)
		if !strings.Contains(key, "PRIVATE") || f.values[e.key] != "" {
			continue
		}
		var publics []openEntry
		for _, q := range open {
			if other := strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(q.key), "NEXT_PUBLIC_"), "VITE_"); strings.Contains(other, "PUBLIC") && strings.ReplaceAll(other, "PUBLIC", "PRIVATE") == key {
				publics = append(publics, q)
			}
		}
		if len(publics) == 0 {
			continue
		}
		low := strings.ToLower(e.comment + publics[0].comment + " " + e.key)
		var pair keys.Pair
		var err error
		switch {
		case strings.Contains(low, "vapid"):
			pair, err = keys.NewVAPID()
		case strings.Contains(low, "genrsa"), strings.Contains(low, "rs256"), strings.Contains(low, "rsa key"), strings.Contains(low, "rsa pair"), strings.Contains(low, "rsa private"):
			pair, err = keys.NewRSA()
			if strings.Contains(low, "base64") {
				pair.Private = base64.StdEncoding.EncodeToString([]byte(pair.Private))
				pair.Public = base64.StdEncoding.EncodeToString([]byte(pair.Public))
			}
		default:
			continue
		}
		// A pair that was made before keeps its halves together.
		f.derived(e, pair.Private, err)
		for _, q := range publics {
			f.derived(q, pair.Public, err)
		}
	}
}
