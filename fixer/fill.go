package fixer

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/judge"
)

// A filler gives the entries of a private file their values.
type filler struct {
	p       *planner
	pr      *project
	private string
	stage   string

	values map[string]string // what an entry gets, if not what the example has
	fill   map[string]bool   // entries that a person has to fill in
	made   []string          // names that got fresh keys
	kept   []string          // names that got what was in the example file
	// repeated are names of URLs that got the password of a service.
	repeated []string
	changed  map[string]string // new values by the example's
	services []service         // passwords of services that are known
	refused  bool
}

// A service is a password of a service that the project starts, and what the
// example has in its place.
type service struct{ family, placeholder, value string }

// A shared is what private files of one stage have in common: the values that
// were made, by name and placeholder, and the passwords of services.
type shared struct {
	values   map[string]string
	services []service
}

// stageOf names the set of private files that are in use together: those for
// development, or those for another purpose by their name.
func stageOf(private string) string {
	if forDevelopment(private) {
		return ""
	}
	return path.Base(private)
}

// sharedBy returns what the private files of a stage have in common.
func (p *planner) sharedBy(stage string) *shared {
	s := p.stages[stage]
	if s == nil {
		s = &shared{values: map[string]string{}}
		p.stages[stage] = s
	}
	return s
}

// learn notes the values that a private file has, so that other files whose
// examples have the same placeholder get them, too.
func (p *planner) learn(private string, examples map[string]exampleEntry, have *dotenv.File) {
	s := p.sharedBy(stageOf(private))
	last := lastEntries(have)
	for key, ex := range examples {
		mine := last[key]
		if mine == nil || !namesSecret(key) {
			continue
		}
		value := have.Value(mine)
		if isOpen(value, ex.value) || value == ex.committed {
			continue
		}
		if id := key + "\x00" + ex.value; s.values[id] == "" {
			s.values[id] = value
		}
		if family := familyOf(key); family != "" && ex.value != "" {
			s.services = append(s.services, service{family, ex.value, value})
		}
	}
}

// isOpen reports whether an entry of a private file still waits for its value:
// it has none, a placeholder, or what the example has.
func isOpen(value, example string) bool {
	return value == "" || value == example || saysPlaceholder(value)
}

// filler decides what the entries of an example become. have is the existing
// private file, or nil; its entries are left out. To fill a private file itself,
// pass it as data, and what its examples have as examples.
func (p *planner) filler(private string, data, have []byte, examples map[string]exampleEntry) *filler {
	f := &filler{
		p: p, private: private, stage: stageOf(private), pr: p.projectAt(folder(private)), values: map[string]string{}, fill: map[string]bool{},
		changed: map[string]string{},
	}
	d := dotenv.Parse(data)
	var mine *dotenv.File
	if have != nil {
		mine = dotenv.Parse(have)
	}
	var open []openEntry
	last := lastEntries(d)
	copied := isCopied(last, d, examples)
	for i := range d.Items {
		e := d.Items[i].Entry
		if e == nil || e.Commented || e.Op == 0 || last[d.Key(e)] != e {
			continue
		}
		beside := string(d.Text(e.Comment))
		entry := openEntry{key: d.Key(e), value: d.Value(e), comment: commentsAbove(d, i) + beside, beside: beside}
		if mine != nil {
			if old := mine.Lookup(entry.key); old != nil {
				f.became(entry.key, entry.value, mine.Value(old))
				continue
			}
		}
		if examples == nil {
			entry.public = p.published[private][entry.key]
		} else if ex, known := examples[entry.key]; !entry.compare(ex, known, copied) {
			f.became(entry.key, ex.value, entry.value)
			continue
		}
		open = append(open, entry)
		f.give(entry)
		if f.refused {
			return f
		}
	}
	f.derive(open, f.changed)
	all := p.sharedBy(f.stage)
	all.services = append(all.services, f.services...)
	f.repeat(d, mine, examples, f.services)
	f.repeat(d, mine, examples, all.services)
	return f
}

// compare completes an entry of a private file by what its example has. It
// reports false if the entry has a value of its own.
func (e *openEntry) compare(ex exampleEntry, known, copied bool) bool {
	isCopy := copied && e.value != "" && e.value == ex.committed && e.value != ex.value
	if !isCopy && !isOpen(e.value, ex.value) || !known && e.value != "" {
		return false
	}
	if isCopy {
		e.public, e.value = e.value, ex.value
	}
	e.users = e.value != ex.value
	if strings.TrimSpace(e.comment) == "" {
		e.comment = ex.comment
	}
	return true
}

// give gives an entry its value.
func (f *filler) give(e openEntry) {
	if v, ok := f.p.moved[f.private][e.key]; ok {
		f.values[e.key] = v
		f.kept = append(f.kept, e.key)
		f.became(e.key, e.value, v)
		return
	}
	if isSentinel(e.value) || namesTest(e.key) && e.value != "" {
		return
	}
	if e.value == "" && f.pr.requires(e.key, e.comment) {
		f.fill[e.key] = true
	}
	switch fresh, ok := f.decide(e, familyOf(e.key)); {
	case ok:
		f.became(e.key, e.value, fresh)
	case e.public != "":
		// Nobody here can make another one, and a public one may be meant.
		f.values[e.key] = e.public
		delete(f.fill, e.key)
	case e.users && f.values[e.key] == "":
		delete(f.values, e.key) // it says something to the user
	}
}

// became notes what has taken the place of an example's value.
func (f *filler) became(key, old, value string) {
	if old == "" || value == "" || old == value {
		return
	}
	f.changed[old] = value
	if family := familyOf(key); family != "" {
		f.services = append(f.services, service{family, old, value})
	}
}

// lastEntries returns the entry of each name that counts for readers.
func lastEntries(d *dotenv.File) map[string]*dotenv.Entry {
	last := map[string]*dotenv.Entry{}
	for _, e := range d.Entries() {
		if !e.Commented {
			last[d.Key(e)] = e
		}
	}
	return last
}

// decide says what becomes of one entry: whether it gets a fresh value, stays
// as it is, or is left to a person.
func (f *filler) decide(e openEntry, family string) (fresh string, made bool) {
	key, value := e.key, e.value
	verdict := judge.Judge(key, []byte(value))
	open := f.waits(e, verdict, family)
	if _, isURL := splitURL(value); !open || isURL || strings.Contains(value, "://") {
		word := value != "" && verdict.Kind == judge.Empty // null, none
		if !word && (open && saysPlaceholder(value) || verdict.Kind == judge.Config && asks(value)) {
			f.fill[key] = true
		}
		return "", false
	}
	k, ok := f.kindOf(key, value, e.comment, e.beside)
	if (!ok || k.Name == "password") && f.pr.gives(value) {
		return "", false // the project's own service is started with it
	}
	if ok && value == "" && family != "" && !f.pr.starts(key) && !keys.HasRecipe(e.comment) {
		ok = false // no password at all is one, too
	}
	switch {
	case ok:
		return f.put(k, key, family, value)
	case judge.SecretName(key) || judge.MaybeSecretName(key) && (saysPlaceholder(value) || verdict.Reason == "the setting's own name"):
		return f.leaveOpen(key, value, family, verdict.Kind)
	case saysPlaceholder(value):
		f.fill[key] = true
	}
	return "", false
}

// put gives an entry a fresh value.
func (f *filler) put(k keys.Kind, key, family, placeholder string) (fresh string, made bool) {
	fresh, err := f.fresh(k, key, family, placeholder)
	if err != nil {
		f.refuse(err)
		return "", false
	}
	f.values[key] = fresh
	f.made = append(f.made, key)
	delete(f.fill, key)
	return fresh, true
}

// waits reports whether an entry waits for a value, by the value itself.
func (f *filler) waits(e openEntry, verdict judge.Verdict, family string) bool {
	if k, ok := f.kindOf(e.key, e.value, e.comment, e.beside); ok && k.Name == "fernet" && envfile.FernetFails(e.key, e.value) {
		return true // no program starts with it
	}
	switch verdict.Kind {
	case judge.FillIn, judge.KnownPublic:
		return true
	case judge.Empty:
		return e.value == ""
	case judge.Config:
		if judge.MaybeSecretName(e.key) && (saysPlaceholder(e.value) || strings.Count(e.value, " ") > 1) {
			return true
		}
		return strings.HasSuffix(strings.ToUpper(e.key), "_SECRET") && strings.Contains(strings.ToLower(e.value), "secret")
	case judge.LocalDefault:
		return family != "" && (asksToChange(e.comment) || saysPassword(e.value) && f.pr.starts(e.key))
	}
	return false
}

// leaveOpen deals with an entry whose value nobody here can make: a provider's
// placeholder becomes empty, and a password that the user chooses stays.
func (f *filler) leaveOpen(key, value, family string, kind judge.VerdictKind) (fresh string, made bool) {
	if kind != judge.Empty {
		f.values[key] = ""
	}
	if own, ok := keys.KindFor(key, keys.Hint{Local: true, Own: f.pr.isOwn}); ok && own.Name == "password" && !saysPlaceholder(value) {
		delete(f.values, key) // a default that the user may change
	}
	// Local databases and caches often need no password.
	if family == "" || value != "" {
		f.fill[key] = true
	}
	if family == "" || value == "" {
		return "", false
	}
	delete(f.values, key) // where that service is, its password is known
	same := f.sharedPassword(key, family, value)
	if same == "" {
		return "", false
	}
	f.values[key] = same
	f.made = append(f.made, key)
	delete(f.fill, key)
	return same, true
}

// asksToChange reports whether a comment asks for another value than the
// default.
func asksToChange(comment string) bool {
	low := strings.ToLower(comment)
	for _, w := range [...]string{"change it", "change this", "change the", "change to", "should change", "must change", "be changed", "random", "generate", "replace"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return keys.HasRecipe(comment)
}

// isSentinel reports whether a value is a word that the program itself knows,
// and no placeholder.
func isSentinel(v string) bool {
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "user_provided", "user-provided", "userprovided", "disabled", "from_env", "auto", "inherit":
		return true
	}
	return false
}

// kindOf returns the kind of key that an entry asks for, if anyone can make it.
func (f *filler) kindOf(key, value, comment, beside string) (keys.Kind, bool) {
	h := keys.Hint{Comment: comment, Beside: beside, Placeholder: value, Framework: f.pr.framework, Local: f.pr.starts(key), Own: f.pr.isOwn}
	k, ok := keys.KindFor(key, h)
	if !ok {
		// A comment that links to a page but asks for anything random does not
		// make the value a provider's.
		if low := strings.ToLower(comment); strings.Contains(low, "random") || strings.Contains(low, "generate a") {
			h.Comment = ""
			k, ok = keys.KindFor(key, h)
		}
	}
	// The example had a value once, and showed its form.
	if spec := f.p.shapes[f.private][key]; ok && spec != "" && k.Name != "laravel" && k.Name != "fernet" {
		if shaped, err := keys.Parse(spec); err == nil {
			return shaped, true
		}
	}
	return k, ok
}

// fresh makes a key. The same name with the same placeholder in another file,
// and two names of one service's password with the same placeholder, get the
// same value.
func (f *filler) fresh(k keys.Kind, key, family, placeholder string) (string, error) {
	all := f.p.sharedBy(f.stage)
	id := key + "\x00" + placeholder
	v := all.values[id]
	if v == "" {
		v = f.sharedPassword(key, family, placeholder)
	}
	if v == "" {
		var err error
		if v, err = k.New(); err != nil {
			return "", err
		}
	}
	all.values[id] = v
	if family != "" && placeholder != "" {
		all.values[serviceID(family, engineOf(key), placeholder)] = v
	}
	f.p.hide(v)
	return v, nil
}

// sharedPassword returns the password that another name of the same service
// got: POSTGRES_PASSWORD and DB_PASSWORD are one, POSTGRES_PASSWORD and
// MYSQL_PASSWORD are not.
func (f *filler) sharedPassword(key, family, placeholder string) string {
	if family == "" || placeholder == "" {
		return ""
	}
	values, engine := f.p.sharedBy(f.stage).values, engineOf(key)
	if v := values[serviceID(family, engine, placeholder)]; v != "" {
		return v
	}
	if engine != "" {
		return values[serviceID(family, "", placeholder)]
	}
	for _, e := range engines {
		if v := values[serviceID(family, e, placeholder)]; v != "" {
			return v
		}
	}
	return ""
}

func serviceID(family, engine, placeholder string) string {
	return "\x00" + family + "\x00" + engine + "\x00" + placeholder
}

// engines are the databases that appear in names.
var engines = [...]string{"POSTGRES", "MYSQL", "MARIADB", "MSSQL"}

func engineOf(key string) string {
	for _, e := range engines {
		if strings.Contains(strings.ToUpper(key), e) {
			return e
		}
	}
	return ""
}

// saysPassword reports whether a value contains the word itself:
// mmuser_password.
func saysPassword(v string) bool {
	low := strings.ToLower(v)
	return strings.Contains(low, "password") || strings.Contains(low, "passwd")
}

// namesTest reports whether a name is that of a value for tests, which a
// project gives itself.
func namesTest(key string) bool {
	for _, w := range nameWords(key) {
		switch w {
		case "test", "e2e", "e", "demo", "playwright", "cypress":
			return w != "e" || strings.HasPrefix(strings.ToUpper(key), "E2E_")
		}
	}
	return false
}

func (f *filler) refuse(err error) {
	f.refused = true
	f.p.leave(Left{Path: f.private, Message: "no keys could be made: " + err.Error()})
}

// An exampleEntry is what an example has for a name.
type exampleEntry struct {
	value, comment string
	committed      string // the value in HEAD, if it is another one
}

// isCopied reports whether a private file has nothing but what its examples
// have, as they are or as they are committed: it was copied just now, and nothing
// depends on its values.
func isCopied(last map[string]*dotenv.Entry, d *dotenv.File, examples map[string]exampleEntry) bool {
	for key, e := range last {
		ex, known := examples[key]
		if value := d.Value(e); !known || value != ex.value && value != ex.committed {
			return false
		}
	}
	return len(last) > 0
}

// entriesOf returns what examples have for their names, the first one for each.
func (p *planner) entriesOf(examples []string) map[string]exampleEntry {
	known := map[string]exampleEntry{}
	for _, name := range examples {
		data, ok := p.text(name, rules.Worktree)
		if !ok {
			continue
		}
		d := dotenv.Parse(data)
		last := lastEntries(d)
		for i := range d.Items {
			e := d.Items[i].Entry
			if e == nil || e.Commented || e.Op == 0 || last[d.Key(e)] != e {
				continue
			}
			if _, twice := known[d.Key(e)]; !twice {
				known[d.Key(e)] = exampleEntry{value: d.Value(e), comment: commentsAbove(d, i) + string(d.Text(e.Comment))}
			}
		}
		head, err := p.Repo.Read(name, rules.Head)
		if err != nil || len(head) > maxEnvSize || bytes.Equal(head, data) {
			continue
		}
		old := dotenv.Parse(head)
		for key, e := range lastEntries(old) {
			if ex, ok := known[key]; ok {
				ex.committed = old.Value(e)
				known[key] = ex
			}
		}
	}
	return known
}

// familyOf names the service that a password belongs to, or "". A root
// password is another one.
func familyOf(key string) string {
	up := strings.ToUpper(key)
	if !strings.Contains(up, "PASS") && !strings.HasSuffix(up, "_PWD") {
		return ""
	}
	root := ""
	if strings.Contains(up, "ROOT") || strings.Contains(up, "ADMIN") {
		root = "root-"
	}
	for _, w := range strings.FieldsFunc(up, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		switch w {
		case "DB", "DATABASE", "POSTGRES", "POSTGRESQL", "PG", "PGPASSWORD", "PGPASS", "SQL", "MYSQL", "MARIADB", "MSSQL":
			return root + "db"
		case "MONGO", "MONGODB":
			return root + "mongo"
		case "REDIS", "RABBITMQ", "MINIO", "NEO4J", "ELASTIC", "ELASTICSEARCH", "CLICKHOUSE":
			return root + strings.ToLower(w)
		}
	}
	return ""
}

// familyOfScheme names the service that a URL leads to.
func familyOfScheme(scheme string) string {
	scheme, _, _ = strings.Cut(strings.ToLower(scheme), "+")
	switch scheme {
	case "postgres", "postgresql", "postgis", "psql", "pgsql", "mysql", "mysql2", "mariadb", "mssql", "sqlserver", "ecto", "jdbc:postgresql", "jdbc:mysql":
		return "db"
	case "mongodb":
		return "mongo"
	case "redis", "rediss":
		return "redis"
	case "amqp", "amqps":
		return "rabbitmq"
	case "bolt", "neo4j":
		return "neo4j"
	case "clickhouse":
		return "clickhouse"
	}
	return ""
}

// repeat puts the passwords of services into the URLs that repeat their
// placeholders.
func (f *filler) repeat(d, mine *dotenv.File, examples map[string]exampleEntry, services []service) {
	for key, e := range lastEntries(d) {
		if e.Op == 0 || mine != nil && mine.Lookup(key) != nil {
			continue
		}
		value := d.Value(e)
		u, ok := splitURL(value)
		if !ok || u.password == "" || f.values[key] != "" || examples != nil && !isOpen(value, examples[key].value) {
			continue
		}
		for _, s := range services {
			family := familyOfScheme(u.scheme)
			// The user decides whether the root's password is meant.
			if strings.TrimPrefix(s.family, "root-") != family || s.placeholder != u.password || s.value == "" || s.value == s.placeholder {
				continue
			}
			if root := strings.EqualFold(u.user, "root") || strings.EqualFold(u.user, "admin"); root != strings.HasPrefix(s.family, "root-") && hasFamily(services, rootOf(family, root), u.password) {
				continue
			}
			f.values[key] = strings.Replace(value, ":"+u.password+"@", ":"+url.PathEscape(s.value)+"@", 1)
			f.p.hide(url.PathEscape(s.value))
			f.repeated = append(f.repeated, key)
			delete(f.fill, key)
			break
		}
	}
}

func rootOf(family string, root bool) string {
	if root {
		return "root-" + family
	}
	return family
}

func hasFamily(list []service, family, placeholder string) bool {
	return slices.ContainsFunc(list, func(s service) bool { return s.family == family && s.placeholder == placeholder })
}
