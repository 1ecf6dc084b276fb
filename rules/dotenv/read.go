package dotenv

// read dispatches to the readers.
func read(data []byte, r Reader, env func(string) (string, bool)) (*Reading, error) {
	out := &Reading{Reader: r}
	var err *ReadError
	switch r {
	case Decouple:
		err = readDecouple(out, data)
	case DjangoEnviron:
		err = readEnviron(out, data)
	case DockerEnvFile:
		err = readDocker(out, data, env)
	case Systemd:
		err = readSystemd(out, data)
	case PythonDotenv:
		err = readPythonDotenv(out, data, env)
	case NodeDotenv:
		err = readNode(out, data)
	case Godotenv:
		err = readGodotenv(out, data, env)
	case Compose:
		err = readCompose(out, data, env)
	case Bash:
		err = readBash(out, data, env)
	case Symfony:
		err = readSymfony(out, data, env)
	case Phpdotenv:
		err = readPhpdotenv(out, data, env)
	case Ruby:
		err = readRuby(out, data, env)
	case Next:
		err = readNext(out, data, env)
	case DotenvExpand:
		err = readDotenvExpand(out, data, env)
	case NodeEnvFile:
		err = readNodeFile(out, data)
	default:
		err = &ReadError{Reason: "there is no such reader", Unknown: true}
	}
	if err != nil {
		err.Reader = r
		return out, err
	}
	return out, nil
}
