package scanner

import (
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/recipe"
)

// places are where people and programs keep credentials. What is between the
// marks must be found, whatever rule finds it.
var places = []struct{ path, text string }{
	// Headers.
	{"client.js", "const h = {Authorization: 'Basic «{b64of:deploy:{alnum:20}}»'}\n"},
	{"cassettes/a.yml", "      Authorization:\n      - Basic «{b64of:deploy:{alnum:20}}»\n"},
	{"cassettes/a.yml", "      Authorization:\n      - Bearer «{alnum:40}»\n"},
	{"cassettes/a.yml", "      X-Api-Key:\n      - «{alnum:40}»\n"},
	{"cassettes/a.yml", "      Set-Cookie:\n      - theme=dark; Path=/\n      - connect.sid=«s%3A{urlsafe:32}.{alnum:43}»; Path=/; HttpOnly\n"},
	{"nginx.conf", "proxy_set_header Authorization \"Bearer «{alnum:40}»\";\n"},
	{"call.sh", "curl -H \"X-Api-Key: «{alnum:32}»\" https://api.example.org\n"},
	{"call.sh", "curl -H 'Cookie: a=b; session=«{alnum:40}»' https://api.example.org\n"},
	{"a.http", "GET https://api.example.org/\nX-Auth-Token: «{alnum:32}»\n"},
	// JSON inside strings.
	{"a.json", `{"headers": {"Apitoken": "{\"name\":\"root\",\"sig\":\"«{hex:32}»\"}"}}` + "\n"},
	{"cassettes/a.yml", `    string: '{"access_token":"«{alnum:40}»","token_type":"bearer"}'` + "\n"},
	{"cassettes/a.yml", `    body: "{\"client_secret\":\"«{alnum:40}»\"}"` + "\n"},
	{"postman.json", `{"raw": "{\n  \"body\": \"{\\\"api_key\\\": \\\"«{alnum:32}»\\\"}\"}"}` + "\n"},
	{"a.json", `{"passwords": {"jo@acme.io": "«{alnum:24}»", "id": "{alnum:24}"}, "x": "{alnum:24}"}` + "\n"},
	{"a.json", `{"credentials": {"deploy@acme.invalid": "«{hex:32}-{hex:8}-{hex:8}»"}}` + "\n"},
	{"a.py", "secret = '«{lower:4} {lower:3}2 {lower:3}7 {lower:4} {lower:2}4q {lower:4} {lower:4} 7{lower:3}»'\n"},
	{"a.py", "CREDENTIALS = {'jo': '«{alnum:24}»', 'bo': '«{alnum:24}»'}\n"},
	{"a.json", `{"api_tokens": ["«{alnum:40}»", "«{hex:32}»"]}` + "\n"},
	{"a.yml", "api_tokens:\n  - «{alnum:40}»\n  - «{hex:32}»\n"},
	{"cassettes/a.yml", `    body: ` + "'{\"a\":\n" + `      2.0","option":"ABC","api_token":"«{alnum:40}»","b":"c"}'` + "\n"},
	// URLs.
	{"a.py", "url = 'https://api.example.org/v1?access_token=«{alnum:40}»&x=1'\n"},
	{"a.md", "https://api.example.org/v1?user=1&amp;api_key=«{alnum:40}»\n"},
	{"a.py", "dsn = 'ftp://deploy:«{alnum:16}»@files.acme.io/'\n"},
	{"a.sh", "psql postgresql://app:«{alnum:16}»@db.acme.io/app\n"},
	{".git-credentials", "https://jo:«{alnum:24}»@git.acme.io\n"},
	{"a.go", "db, err := sql.Open(\"mysql\", \"root:«{alnum:16}»@tcp(127.0.0.1:3306)/app\")\n"},
	{"a.sh", "./server --db 'app:«{alnum:16}»@unix(/tmp/mysql.sock)/app'\n"},
	// Tables, rows, and names around the value.
	{"a.md", "| User | Password | Host |\n|:-----|---------:|------|\n| bob | {lower:4} | a |\n| amy | «{hex:32}» | b |\n"},
	{"a.md", "| Name | API key |\n| --- | --- |\n| prod | `«{alnum:32}»` |\n"},
	{"a.sql", "INSERT INTO tokens (id, access_token)\nVALUES\n  (1, '«{hex:48}»'),\n  (2, '«{hex:64}»');\n"},
	{"a.json", `{"environment": [{"value": "«{hex:32}»", "name": "DB_PASSWORD"}]}` + "\n"},
	{"a.py", "API_KEY = (  # of production\n    '«{hex:32}»'\n)\n"},
	{"a.yml", "api_key: # of production\n  «{hex:32}»\n"},
	{"k8s/a.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  value: «{b64of:{hex:32}}»\n"},
	{"k8s/b.yaml", "kind: Secret\nstringData:\n  value: «{hex:32}»\n"},
	// Names in other languages.
	{"a.py", "пароль = '«{hex:32}»'\n"},
	{"a.yml", "Токен: «{hex:32}»\n"},
	{"a.py", "密码 = '«{hex:32}»'\n"},
	{"a.json", `{"パスワード": "«{hex:32}»"}` + "\n"},
	{"a.py", "zugangsdaten = '«{hex:32}»'\n"},
	// Configuration.
	{"odbc.ini", "[db]\nUID=sa\nPWD=«{alnum:14}»\n"},
	{"app/build.gradle", "release {\n  storePassword '«mapleriver»'\n  keyPassword '«mapleriver»'\n}\n"},
	{"a.bat", "PsExec64.exe \\\\host -u bob -p «{alnum:12}» cmd\n"},
	// SQL.
	{"a.sql", "CREATE USER 'app'@'%' IDENTIFIED BY '«{alnum:20}»';\n"},
	{"a.sql", "CREATE USER app IDENTIFIED WITH mysql_native_password BY '«{alnum:20}»';\n"},
	{"a.sql", "ALTER ROLE app WITH LOGIN PASSWORD '«{alnum:20}»';\n"},
	{"a.sql", "SET PASSWORD FOR 'app'@'%' = '«{alnum:20}»';\n"},
	{"a.sql", "SET PASSWORD FOR 'app'@'%' = PASSWORD('«{alnum:20}»');\n"},
	// Command lines.
	{"a.sh", "mysql -h db -u root -p«{alnum:20}» app\n"},
	{"a.sh", "mysqldump --user=root --password=«{alnum:20}» app\n"},
	{"a.sh", "curl -u admin:«{alnum:20}» https://x.acme.io\n"},
	{"a.sh", "curl --user 'admin:«{alnum:20}»' https://x.acme.io\n"},
	{"a.sh", "sshpass -p «{alnum:20}» ssh root@db\n"},
	{"a.sh", "sshpass -p'«{alnum:20}»' ssh root@db\n"},
	{"a.sh", "openssl rsa -in a.key -passin pass:«{alnum:20}»\n"},
	{"a.sh", "openssl enc -aes-256-cbc -pass pass:«{alnum:20}»\n"},
	{"a.sh", "PGPASSWORD=«{alnum:20}» psql -h db\n"},
	{"a.sh", "export PGPASSWORD='«{symbols:20}»'\n"},
	{"a.sh", "docker login -u jo -p «{alnum:20}» registry.acme.io\n"},
	{"a.sh", "docker run -e MYSQL_ROOT_PASSWORD=«{alnum:20}» mysql\n"},
	{"a.sh", "helm install x --set auth.password=«{alnum:20}»\n"},
	{"a.sh", "redis-cli -a «{alnum:20}» ping\n"},
	{"a.sh", "keytool -genkey -storepass «{alnum:20}» -keypass «{alnum:18}»\n"},
	{"a.sh", "aws configure set aws_secret_access_key «{alnum:40}»\n"},
	{"a.sh", "echo 'root:«{alnum:20}»' | chpasswd\n"},
	{"a.sh", "ldapsearch -D cn=admin -w «{alnum:20}»\n"},
	{".bash_history", "mysql -uroot -p«{alnum:20}»\n"},
	{".bash_history", "export API_TOKEN=«{alnum:32}»\n"},
	{"a.ps1", "$pw = ConvertTo-SecureString \"«{alnum:20}»\" -AsPlainText -Force\n"},
	{"a.bat", "set DB_PASSWORD=«{alnum:20}»\n"},
	// Docker, Kubernetes, CI.
	{"Dockerfile", "ENV API_TOKEN «{alnum:32}»\n"},
	{"Dockerfile", "ENV A=b API_TOKEN=«{alnum:32}»\n"},
	{"Dockerfile", "ARG NPM_TOKEN=«{alnum:32}»\n"},
	{"docker-compose.yml", "    environment:\n      - MYSQL_ROOT_PASSWORD=«{alnum:20}»\n"},
	{"secret.yaml", "kind: Secret\nstringData:\n  password: «{alnum:20}»\n"},
	{"deploy.yaml", "  env:\n    - name: API_TOKEN\n      value: \"«{alnum:32}»\"\n"},
	{".github/workflows/ci.yml", "    env:\n      API_TOKEN: «{alnum:32}»\n"},
	{".gitlab-ci.yml", "variables:\n  DEPLOY_TOKEN: \"«{alnum:32}»\"\n"},
	{"playbook.yml", "    mysql_user: name=app password=«{alnum:20}» state=present\n"},
	{"hosts", "db ansible_host=10.0.0.1 ansible_password=«{alnum:20}»\n"},
	// Tools' files.
	{".npmrc", "//npm.acme.io/:_authToken=«{hex:32}»\n"},
	{".npmrc", "_auth=«{b64of:jo:{alnum:20}}»\n"},
	{".npmrc", "//npm.acme.io/:_password=«{b64of:{alnum:20}}»\n"},
	{".pypirc", "[pypi]\nusername = jo\npassword = «{alnum:24}»\n"},
	{".netrc", "machine git.acme.io login jo password «{alnum:20}»\n"},
	{".netrc", "machine git.acme.io\n  login jo\n  password «{alnum:20}»\n"},
	{".pgpass", "db.acme.io:5432:app:jo:«{alnum:20}»\n"},
	{".aws/credentials", "[default]\naws_secret_access_key = «{b64:30}»\n"},
	{"NuGet.Config", "<add key=\"ClearTextPassword\" value=\"«{alnum:20}»\" />\n"},
	{"settings.xml", "<server><id>r</id><username>jo</username><password>«{alnum:20}»</password></server>\n"},
	{"wp-config.php", "define('AUTH_KEY',         '«{alnum:64}»');\n"},
	{"wp-config.php", "define( 'DB_PASSWORD', '«{alnum:20}»' );\n"},
	{"nb.ipynb", "   \"source\": [\"api_key = \\\"«{alnum:32}»\\\"\\n\"]\n"},
	{"nb.ipynb", "   \"text\": [\"API_TOKEN=«{alnum:32}»\\n\"]\n"},
	{"x.postman_collection.json", "{\"key\": \"api_token\", \"value\": \"«{alnum:40}»\", \"type\": \"string\"}\n"},
	{"x.postman_collection.json", "{\n  \"key\": \"api_token\",\n  \"value\": \"«{alnum:40}»\"\n}\n"},
	{"Info.plist", "<key>ApiToken</key>\n<string>«{alnum:40}»</string>\n"},
	{"web.config", "<add key=\"ApiToken\" value=\"«{alnum:40}»\"/>\n"},
	{"web.config", "<add name=\"x\" connectionString=\"Server=db;User Id=sa;Password=«{alnum:20}»;\"/>\n"},
	{"beans.xml", "<property name=\"password\" value=\"«{alnum:20}»\"/>\n"},
	{"beans.xml", "<property name=\"password\"><value>«{alnum:20}»</value></property>\n"},
	{"strings.xml", "<string name=\"api_token\">«{alnum:40}»</string>\n"},
	{"terraform.tfstate", "    \"attributes\": {\"password\": \"«{alnum:20}»\"}\n"},
	{"prod.tfvars", "db_password = \"«{alnum:20}»\"\n"},
	{"variables.tf", "variable \"db_password\" {\n  default = \"«{alnum:20}»\"\n}\n"},
	{"build.gradle", "        password = '«{alnum:20}»'\n"},
	{"gradle.properties", "signing.password=«{alnum:20}»\n"},
	{"build.gradle", "    storePassword \"«{alnum:20}»\"\n"},
	{"application.yml", "spring:\n  datasource:\n    password: «{alnum:20}»\n"},
	{"config/database.yml", "production:\n  password: «{alnum:20}»\n"},
	{"a.toml", "[auth]\ntoken = \"«{alnum:40}»\"\n"},
	// Commented out.
	{"a.py", "# API_TOKEN = \"«{alnum:40}»\"\n"},
	{"a.java", "    // private String apiToken = \"«{alnum:40}»\";\n"},
	{"a.yml", "# password: «{alnum:20}»\n"},
	{"a.html", "<!-- api_token=\"«{alnum:40}»\" -->\n"},
	// Byte arrays.
	{"a.go", "secretKey := []byte{«{byteslist:32}»}\n"},
	{"a.java", "byte[] secretKey = new byte[] {«{byteslist:16}»};\n"},
	{"a.js", "const secretKey = new Uint8Array([«{byteslist:32}»])\n"},
	{"a.c", "static const uint8_t secret_key[32] = {\n    «{byteslist:32}»\n};\n"},
	{"a.rs", "let secret_key: [u8; 32] = [«{byteslist:32}»];\n"},
	{"a.py", "SECRET_KEY = bytes([«{byteslist:32}»])\n"},
	// One-time passwords.
	{"a.rb", "totp = ROTP::TOTP.new('«{base32:32}»')\n"},
	{"a.py", "totp = pyotp.TOTP(\n    \"«{base32:32}»\",\n)\n"},
	{"a.js", "authenticator.generate('«{base32:32}»')\n"},
	{"a.md", "otpauth://totp/A:jo?secret=«{base32:32}»&issuer=A\n"},
	// Keys as JSON.
	{"jwk.json", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{b64url:32}\",\"y\":\"{b64url:32}\",\"d\":\"«{b64url:32}»\"}\n"},
	{"jwk.json", "{\n  \"kty\": \"OKP\",\n  \"crv\": \"Ed25519\",\n  \"d\": \"«{b64url:32}»\",\n  \"x\": \"{b64url:32}\"\n}\n"},
	{"jwk.json", "{\"kty\":\"RSA\",\"n\":\"{b64url:256}\",\"e\":\"AQAB\",\"d\":\"«{b64url:256}»\"}\n"},
	{"jwk.json", "{\"kty\":\"oct\",\"k\":\"«{b64url:32}»\"}\n"},
	{"jwk.json", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{b64url:32}\",\"y\":\"{b64url:32}\"}\n"},
	{"key.xml", "<RSAKeyValue><Modulus>{b64:128}</Modulus><Exponent>AQAB</Exponent><D>«{b64:128}»</D></RSAKeyValue>\n"},
	// Languages.
	{"a.clj", "(def config {:api-token \"«{alnum:40}»\"})\n"},
	{"a.exs", "config :app, api_token: \"«{alnum:40}»\"\n"},
	{"a.ex", "[{:api_token, \"«{alnum:40}»\"}]\n"},
	{"sys.config", "{api_token, \"«{alnum:40}»\"}\n"},
	{"a.hrl", "-define(API_TOKEN, \"«{alnum:40}»\").\n"},
	{"a.h", "#define API_TOKEN \"«{alnum:40}»\"\n"},
	{"a.el", "(setq api-token \"«{alnum:40}»\")\n"},
	{"a.tcl", "set api_token \"«{alnum:40}»\"\n"},
	{"a.swift", "static let apiToken: String = \"«{alnum:40}»\"\n"},
	{"a.m", "NSString *const apiToken = @\"«{alnum:40}»\";\n"},
	{"a.kt", "private const val API_TOKEN = \"«{alnum:40}»\"\n"},
	{"a.pp", "    api_token => '«{alnum:40}»',\n"},
	{"attributes.rb", "default['app']['api_token'] = '«{alnum:40}»'\n"},
	{"a.vb", "Dim apiToken As String = \"«{alnum:40}»\"\n"},
	{"a.pas", "const ApiToken: string = '«{alnum:40}»';\n"},
	{"a.lua", "local api_token = \"«{alnum:40}»\"\n"},
	{"a.R", "api_token <- \"«{alnum:40}»\"\n"},
	{"a.pl", "my %c = (api_token => '«{alnum:40}»');\n"},
	{"a.sql", "EXEC sp_addlogin @loginame = 'app', @passwd = '«{alnum:20}»';\n"},
	{"a.sql", "CREATE LOGIN app WITH PASSWORD = '«{alnum:20}»';\n"},
	{"a.sql", "CREATE DATABASE LINK x CONNECT TO app IDENTIFIED BY \"«{alnum:20}»\" USING 'db';\n"},
	// Servers' files.
	{"httpd.conf", "SetEnv API_TOKEN «{alnum:40}»\n"},
	{"app.service", "Environment=\"API_TOKEN=«{alnum:40}»\"\n"},
	{"app.service", "Environment=API_TOKEN=«{alnum:40}»\n"},
	{"supervisord.conf", "environment=API_TOKEN=\"«{alnum:40}»\",LANG=\"C\"\n"},
	{"uwsgi.ini", "env = API_TOKEN=«{alnum:40}»\n"},
	{"tomcat-users.xml", "<user username=\"admin\" password=\"«{alnum:20}»\" roles=\"manager\"/>\n"},
	{"hibernate.cfg.xml", "<property name=\"connection.password\">«{alnum:20}»</property>\n"},
	{"request.xml", "<wsse:Password Type=\"#PasswordText\">«{alnum:20}»</wsse:Password>\n"},
	{"azuredeploy.parameters.json", "\"adminPassword\": {\"value\": \"«{alnum:20}»\"}\n"},
	{"azuredeploy.parameters.json", "    \"adminPassword\": {\n      \"value\": \"«{alnum:20}»\"\n    }\n"},
	{"stack.yaml", "  DBPassword:\n    Type: String\n    Default: «{alnum:20}»\n"},
	{"openapi.yaml", "      api_token:\n        type: string\n        example: {alnum:40}\n"},
	{"config.yaml", "    db_password:\n      value: «{alnum:20}»\n"},
	{"jdbc.properties", "url=jdbc:mysql://db:3306/app?user=app&password=«{alnum:20}»\n"},
	{"jdbc.properties", "url=jdbc:sqlserver://db;user=app;password=«{alnum:20}»;encrypt=true\n"},
	{"appsettings.json", "{\"Default\": \"Server=db;Database=a;Uid=app;Pwd=«{alnum:20}»;\"}\n"},
	// More command lines.
	{"a.sh", "heroku config:set API_TOKEN=«{alnum:40}»\n"},
	{"a.sh", "gh secret set API_TOKEN --body \"«{alnum:40}»\"\n"},
	{"a.sh", "kubectl create secret generic x --from-literal=password=«{alnum:20}»\n"},
	{"a.sh", "vault kv put secret/x password=«{alnum:20}»\n"},
	{"a.sh", "wget --header=\"X-Api-Key: «{alnum:32}»\" https://x.acme.io\n"},
	{"a.sh", "wget --http-user=jo --http-password=«{alnum:20}» https://x.acme.io\n"},
	{"a.sh", "svn co --username jo --password «{alnum:20}» https://svn.acme.io\n"},
	{"a.sh", "sqlcmd -S db -U sa -P «{alnum:20}»\n"},
	{"a.sh", "smbclient //srv/x -U jo%«{alnum:20}»\n"},
	{"a.sh", "mount -t cifs //srv/x /mnt -o username=jo,password=«{alnum:20}»\n"},
	{"a.sh", "gpg --batch --passphrase «{alnum:20}» -c a\n"},
	{"a.sh", "ansible-playbook x.yml -e \"db_password=«{alnum:20}»\"\n"},
	{"a.bat", "plink -ssh jo@srv -pw «{alnum:20}»\n"},
	{"a.sh", "ssh-keygen -t ed25519 -N \"«{alnum:20}»\" -f x\n"},
	{"a.sh", "az login -u jo -p «{alnum:20}»\n"},
	{"a.sh", "mongo -u app -p «{alnum:20}» db\n"},
	{"a.sh", "curl -H 'Authorization: ApiKey «{b64of:{alnum:20}:{alnum:22}}»' https://es\n"},
	{"a.py", "headers = {'Authorization': 'Key «{alnum:40}»'}\n"},
	// Files of tools that have a form of their own.
	{"ppp/chap-secrets", "jo * \"«{alnum:16}»\" *\n"},
	{"ipsec.secrets", "%any %any : PSK \"«{alnum:32}»\"\n"},
	{"cloud-init.yml", "chpasswd:\n  expire: false\n  list: |\n    root:«{alnum:16}»\n    jo:«{alnum:18}»\n"},
	{"kickstart.cfg", "rootpw --plaintext «{alnum:16}»\n"},
	{"kickstart.cfg", "rootpw --iscrypted {alnum:16}\n"},
	{"autounattend.xml", "<AdministratorPassword><Value>«{alnum:16}»</Value><PlainText>true</PlainText></AdministratorPassword>\n"},
	{"nb.ipynb", "   \"text\": [\"Logged in with token «{hex:40}»\\n\"]\n"},
	{"nb.ipynb", "   \"text\": [\"Downloaded file {hex:40}\\n\"]\n"},
	// Commands whose password no flag names.
	{"a.sh", "sqlplus -s app/«{alnum:14}»@//ora.acme.io/orcl\n"},
	{"a.sh", "sqlplus / as sysdba @/srv/{alnum:14}/a.sql\n"},
	{"a.sh", "sqlcmd -S db -U sa -P '«{symbols:16}»'\n"},
	{"a.sh", "curl -u «{alnum:40}»: https://api.acme.io\n"},
	{"a.sh", "http -a jo:«{alnum:20}» GET https://api.acme.io\n"},
	{"a.sh", "lftp -u jo,«{alnum:16}» sftp://files.acme.io\n"},
	{"a.sh", "echo '«{alnum:16}»' | sudo -S reboot\n"},
	{"a.sh", "echo '{alnum:16}' | sudo tee /srv/release\n"},
	{"a.bat", "net user jo «{alnum:16}» /add\n"},
	{"a.sh", "rclone config create s3 s3 secret_access_key «{b64:30}»\n"},
	{"a.sh", "mc alias set prod https://s3.acme.io jo «{alnum:40}»\n"},
	{"a.sh", "htpasswd -b -C 10 /srv/users jo «{alnum:18}»\n"},
	{"a.sh", "htpasswd -nb jo «{alnum:18}»\n"},
	{"a.yml", "    command: [\"redis-server\", \"--requirepass\", \"«{alnum:24}»\"]\n"},
	{"package.json", "    \"deploy\": \"ftp-deploy --user jo --password «{alnum:16}» dist\"\n"},
	{"a.sh", "oathtool --totp -b «{base32:32}»\n"},
	// SQL and connections.
	{"a.sql", "CREATE DATABASE LINK l CONNECT TO app IDENTIFIED BY «{alnum:14}» USING 'db';\n"},
	{"a.sql", "UPDATE settings SET value = '«{alnum:40}»' WHERE name = 'api_secret';\n"},
	{"a.sql", "UPDATE settings SET value = '{alnum:40}' WHERE name = 'build';\n"},
	{"a.py", "op.execute(\"CREATE USER app WITH PASSWORD '«{alnum:18}»'\")\n"},
	{"a.java", "stmt.execute(\"ALTER USER app IDENTIFIED BY '«{alnum:18}»'\");\n"},
	{"a.java", "String url = \"jdbc:oracle:thin:app/«{alnum:14}»@//ora.acme.io:1521/orcl\";\n"},
	{"a.pl", "DBI->connect(\"dbi:mysql:app:db.acme.io\", \"app\", \"«{alnum:16}»\");\n"},
	{"a.yml", "url: https://«{hex:40}»@git.acme.io/acme/app.git\n"},
	{"a.go", "totp.GenerateCode(\"«{base32:32}»\", time.Now())\n"},
	// What must be left alone.
	{"a.go", "password := \"{CRYPT}$6$rounds=500000${alnum:16}${alnum:86}\"\n"},
	{"a.json", `{"apiToken": "{\"name\":\"root\",\"id\":\"{hex:32}\",\"created_at\":\"{hex:32}\"}"}` + "\n"},
	{"nats.conf", "{ nkey: U{base32:55} }\n"},
	{"nats.md", "Xkey: X{base32:55}\n"},
	{"nats.json", "{\"issuer_key\": \"{npub:O}\", \"nkey\": \"{npub:A}\", \"auth_key\": \"{npub:U}\"}\n"},
	{"a.js", "const accountSecretKey = '{npub:G}'\n"},
	{"a.md", "https://files.s3.amazonaws.com/a.zip?X-Amz-Date=20260101T000000Z&X-Amz-Expires=300&X-Amz-Signature={hex:64}\n"},
	{"a.md", "https://acme.blob.core.windows.net/c/a.zip?sv=2026-01-01&se=2026-01-02&sig={b64of:{alnum:32}}\n"},
	{".htpasswd", "jo:$apr1${alnum:8}${alnum:22}\n"},
	{"a.go", "table := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}\n"},
	{"a.go", "colors := []byte{{byteslist:32}}\n"},
	{"a.go", "secretKey := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}\n"},
	{"a.c", "static const uint8_t secret_sizes[32] = {16, 16, 16, 16, 32, 32, 32, 32, 16, 16, 16, 16, 32, 32, 32, 32};\n"},
}

// TestPlaces: what is in places where secrets are kept is found there, and
// nothing else.
func TestPlaces(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		content, want := recipe.Expand(p.text)
		fs := s.ScanFile(rules.NewFile(p.path, []byte(content)))
		var got [][2]int
		var ids []string
		for _, f := range fs {
			got = append(got, [2]int{f.Start, f.End})
			ids = append(ids, f.Rule.ID)
		}
		ok := len(got) == len(want)
		for i := range want {
			ok = ok && got[i] == want[i]
		}
		if !ok {
			t.Errorf("%s: %s  got  %v %v\n  want %v", p.path, p.text, got, ids, want)
		}
	}
}

// TestPlacesOverLines: where a secret goes on below its first line, that line is
// looked at again when only what is below it has changed.
func TestPlacesOverLines(t *testing.T) {
	s, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	memo := newLineMemo()
	for _, text := range []string{
		"# x\nuint8_t secret_key[32] = {\n    «{byteslist:32}»\n};\n",
		"# x\nsecretKey := []byte{\n    «{byteslist:32}»,\n}\n",
		"# x\n$key = '«{der64:RSA PRIVATE KEY:' .\n    '}»';\n",
	} {
		content, spans := recipe.Expand(text)
		first := strings.SplitAfterN(content, "\n", 3)
		cut := first[0] + first[1] + "    nothing\n"
		for _, version := range []string{cut, content, cut} {
			f := rules.NewFile("a.c", []byte(version))
			got, _, _ := s.scanRemembered(f, memo)
			want, _, _ := s.scanWindow(f, window{data: f.Data, to: len(f.Data), line: 1, last: true})
			if show(got) != show(want) || version == content && (len(got) != 1 || got[0].End != spans[0][1]) {
				t.Errorf("%s: with a memo\n%s\nwithout\n%s", text, show(got), show(want))
			}
		}
	}
}
