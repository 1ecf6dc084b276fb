package rules

// A Class is what a file's name says about what may stand in it.
type Class uint8

// The classes.
const (
	ClassOther    Class = iota
	ClassPrivate        // an env file with real values: .env, .env.local, prod.env
	ClassExample        // an env file to be shared: .env.example, env.sample
	ClassShared         // an env file that is meant to be committed but holds no secret: .env.test, .flaskenv, .envrc
	ClassBackup         // a copy of a private env file: .env.bak, .env~, .env copy
	ClassKeys           // private keys by name: .env.keys, config/master.key
	ClassLock           // lock and checksum files: go.sum, package-lock.json
	ClassTest           // test code and fixtures
	ClassDoc            // documentation
	ClassLocale         // translations
	ClassVendored       // vendored or generated code, minified files
)

// Classify derives a file's class from its slash-separated path.
func Classify(path string) Class { return ClassOther }
