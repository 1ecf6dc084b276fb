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
	default:
		err = &ReadError{Reason: "this reader is not known yet", Unknown: true}
	}
	if err != nil {
		err.Reader = r
		return out, err
	}
	return out, nil
}
