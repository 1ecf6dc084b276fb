package keys

import "fmt"

// Command returns a command that makes such a secret where envguard is not
// installed, or "" if no usual tool does.
func (k Kind) Command() string {
	switch k.Name {
	case "fernet":
		return "openssl rand -base64 32 | tr +/ -_"
	case "hex":
		return fmt.Sprintf("openssl rand -hex %d", k.Size)
	case "jwt":
		return fmt.Sprintf("openssl rand -hex %d", k.Size)
	case "base64":
		return fmt.Sprintf("openssl rand -base64 %d", k.Size)
	case "urlsafe":
		return fmt.Sprintf("python -c 'import secrets; print(secrets.token_urlsafe(%d))'", k.Size)
	case "password", "alnum":
		return fmt.Sprintf("openssl rand -hex %d", (k.Size+1)/2)
	case "django":
		return "python -c 'import secrets; print(secrets.token_hex(32))'"
	case "laravel":
		return "php artisan key:generate --show"
	case "rails":
		return "openssl rand -hex 64"
	case "flask", "nuxt":
		return "openssl rand -hex 32"
	case "symfony":
		return "openssl rand -hex 16"
	case "phoenix":
		return "mix phx.gen.secret"
	case "nextauth":
		return "openssl rand -base64 32"
	case "strapi":
		return "openssl rand -base64 16"
	case "n8n":
		return "openssl rand -base64 24"
	case "wordpress":
		return "openssl rand -hex 32"
	case "wireguard":
		return "wg genkey"
	case "uuid":
		return "uuidgen"
	}
	return ""
}
