package rules

// SecretName reports whether a setting's name says that its value is a secret
// or a password: API_KEY, clientSecret, DB_PASSWORD.
func SecretName(key string) bool {
	n := judgeName(key)
	return n == nameSecret || n == namePassword
}

// MaybeSecretName reports whether a setting's name says that its value may be a
// secret; it includes what [SecretName] is sure of.
func MaybeSecretName(key string) bool { return judgeName(key) >= nameWeak }

// Aside reports whether a path is in a folder of tests, documentation, sample
// programs or other people's code, where env files are somebody's fixtures.
func Aside(path string) bool { return aside(path) }

// SurelyPrivate reports whether a file's name leaves no doubt that it is for
// private values. Names such as docker.env and .env.dev are in use for both.
func SurelyPrivate(path string) bool { return surelyPrivate(path) }

// SurelyExample reports whether a name is an example's and not that of a file
// of defaults, which programs read as well.
func SurelyExample(path string) bool { return Classify(path) == ClassExample && surelyExample(path) }

// ExamplesBeside returns the paths of the example files of a private env file
// that exist, sorted.
func ExamplesBeside(repo *Repo, path string) []string {
	var paths []string
	for _, f := range examplesBeside(repo, path) {
		paths = append(paths, f.Path)
	}
	return paths
}
