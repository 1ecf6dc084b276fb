package provider

import (
	"bytes"
	"encoding/base64"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// azureStorageKeyRule finds an Azure Storage account key.
var azureStorageKeyRule = &rules.Rule{
	ID:       "azure-storage-key",
	Title:    "Azure Storage account key",
	Doc:      "The key of an Azure Storage account: base64 of 64 bytes under AccountKey or a name that says storage; since 2022 it holds +ASt and a checksum. It reads and writes everything in the account. The emulator's key is known and left alone.",
	Fix:      "Rotate the key under Access keys of the account at https://portal.azure.com (key2 first, then key1), and use Entra ID instead of keys.",
	Source:   "https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"accountkey", "storage", "azure", "blob", "account"},
	Run:      88,
	Check:    func(c *rules.Candidate) (rules.Match, bool) { return checkAzureKey(c, azureStorage) },
	Examples: []rules.Example{
		{Path: "app.config", Text: "<add key=\"S\" value=\"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=«{b64:64}»;EndpointSuffix=core.windows.net\" />\n", Why: "a connection string"},
		{Path: "blob.py", Text: "account_key = \"«{b64:64}»\"\n", Why: "by its name"},
		{Path: ".env.prod", Text: "AZURE_STORAGE_KEY=«{b64:64}»\n", Why: "in an env file"},
		{Path: "a.md", Text: "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;\n", Why: "the emulator"},
		{Path: "b.md", Text: "AccountKey={repeat:A:86}==\n", Why: "filler"},
	},
}

// azureCosmosKeyRule finds an Azure Cosmos DB key.
var azureCosmosKeyRule = &rules.Rule{
	ID:       "azure-cosmos-key",
	Title:    "Azure Cosmos DB key",
	Doc:      "The key of an Azure Cosmos DB account: base64 of 64 bytes under AccountKey beside a documents.azure.com address, under a name that says Cosmos, or with ACDb inside. The primary key reads and writes everything. The emulator's key is known and left alone.",
	Fix:      "Regenerate the key under Keys of the account at https://portal.azure.com and use Entra ID instead of keys.",
	Source:   "https://learn.microsoft.com/en-us/azure/cosmos-db/database-security",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"cosmos", "cosmosdb", "documents", "acdb", "accountendpoint"},
	Run:      88,
	Check:    func(c *rules.Candidate) (rules.Match, bool) { return checkAzureKey(c, azureCosmos) },
	Examples: []rules.Example{
		{Path: "db.cs", Text: "var s = \"AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=«{b64:64}»;\";\n", Why: "a connection string"},
		{Path: "cosmos.js", Text: "const COSMOS_KEY = \"«{b64:64}»\";\n", Why: "by its name"},
		{Path: "b.md", Text: "COSMOS_KEY={repeat:A:86}==\n", Why: "filler"},
	},
}

// azureServiceBusKeyRule finds an Azure Service Bus, Event Hubs or Relay key.
var azureServiceBusKeyRule = &rules.Rule{
	ID:       "azure-service-bus-key",
	Title:    "Azure Service Bus, Event Hubs or Relay key",
	Doc:      "A SharedAccessKey of Azure Service Bus, Event Hubs, Relay or Notification Hubs: base64 of 32 bytes in a connection string (Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…). It sends or receives messages as its policy says.",
	Fix:      "Regenerate the policy's key under Shared access policies of the namespace at https://portal.azure.com.",
	Source:   "https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"servicebus", "sharedaccesskey", "sharedaccesskeyname", "eventhub", "eventhubs", "sharedsecretvalue", "bus"},
	Run:      44,
	Check:    func(c *rules.Candidate) (rules.Match, bool) { return checkAzureKey(c, azureBus) },
	Examples: []rules.Example{
		{Path: "bus.json", Text: "{\"ServiceBus\": \"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«{b64:32}»\"}\n", Why: "a connection string"},
		{Path: "b.md", Text: "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKey={repeat:x:43}=\n", Why: "filler"},
	},
}

// azureIoTKeyRule finds an Azure IoT Hub key.
var azureIoTKeyRule = &rules.Rule{
	ID:       "azure-iot-key",
	Title:    "Azure IoT Hub key",
	Doc:      "A SharedAccessKey of Azure IoT Hub in a connection string (HostName=….azure-devices.net;…): of a policy of the hub, which manages devices, or of one device.",
	Fix:      "Regenerate the key under Shared access policies, or of the device, at https://portal.azure.com.",
	Source:   "https://learn.microsoft.com/en-us/azure/iot-hub/authenticate-authorize-sas",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"azure", "devices", "iothub", "deviceid", "hostname"},
	Run:      44,
	Check:    func(c *rules.Candidate) (rules.Match, bool) { return checkAzureKey(c, azureIoT) },
	Examples: []rules.Example{
		{Path: "device.py", Text: "CONN = \"HostName=acme.azure-devices.net;DeviceId=pump1;SharedAccessKey=«{b64:32}»\"\n", Why: "a device"},
		{Path: "b.md", Text: "HostName=acme.azure-devices.net;DeviceId=x;SharedAccessKey={repeat:x:43}=\n", Why: "filler"},
	},
}

// azureAppConfigurationKeyRule finds an Azure App Configuration secret.
var azureAppConfigurationKeyRule = &rules.Rule{
	ID:       "azure-app-configuration-key",
	Title:    "Azure App Configuration secret",
	Doc:      "The secret in a connection string of Azure App Configuration (Endpoint=https://….azconfig.io;Id=…;Secret=…). It reads, or reads and writes, the application's settings.",
	Fix:      "Regenerate the key under Access settings of the store at https://portal.azure.com, and use Entra ID instead of keys.",
	Source:   "https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-access-key-authentication",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"azconfig"},
	Run:      40,
	Check:    func(c *rules.Candidate) (rules.Match, bool) { return checkAzureKey(c, azureConfig) },
	Examples: []rules.Example{
		{Path: "app.js", Text: "const s = \"Endpoint=https://acme.azconfig.io;Id=ab1c-l0-s0:{alnum:20};Secret=«{b64:32}»\";\n", Why: "a connection string"},
		{Path: "b.md", Text: "Endpoint=https://acme.azconfig.io;Id=x;Secret={repeat:x:43}=\n", Why: "filler"},
	},
}

// azureIdentifiableKeyRule finds an Azure key with a signature.
var azureIdentifiableKeyRule = &rules.Rule{
	ID:       "azure-identifiable-key",
	Title:    "Azure key with a signature",
	Doc:      "A key of an Azure service that Microsoft made easy to tell: base64 with letters that name the service at a fixed place (AzFu of Functions, AzSe of AI Search, AzCa of Redis, +ACR of Container Registry, APIM, +ABa of Batch, +AMC of Machine Learning, +AEh, +ASb and +ARm of messaging, AIoT). What it gives depends on the service.",
	Fix:      "Regenerate the key of the named service at https://portal.azure.com and use managed identities instead of keys.",
	Source:   "https://github.com/microsoft/security-utilities/blob/main/docs/ReviewedPatterns.md",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"azure", "azurewebsites", "azfu", "azse", "azca", "acr", "azurecr", "apim", "search", "function", "functions", "redis", "registry", "batch", "key", "code", "password", "pwd", "secret"},
	Run:      44,
	Infixes:  []string{"+ABa", "+AMC", "APIM", "AzFu", "AzSe", "+ACR", "AzCa", "+AEh", "+ASb", "+ARm", "AIoT"},
	Check:    checkAzureIdentifiable,
	Examples: []rules.Example{
		{Path: "func.sh", Text: "curl \"https://acme.azurewebsites.net/api/run?code=«{alnum:44}AzFu{alnum:5}w==»\"\n", Why: "a function's key"},
		{Path: "docker.sh", Text: "docker login acme.azurecr.io -u acme -p «{alnum:42}+ACR{alnum:6}»\n", Why: "a registry's password"},
		{Path: "search.py", Text: "SEARCH_KEY = \"«{alnum:42}AzSe{alnum:6}»\"\n", Why: "a search service"},
		{Path: "a.md", Text: "SEARCH_KEY = \"{repeat:x:42}AzSe{repeat:x:6}\"\n", Why: "filler"},
		{Path: "b.py", Text: "SEARCH_KEY = \"{alnum:52}\"\n", Why: "no signature"},
	},
}

// azureCommonKeyRule finds an Azure key in the common format.
var azureCommonKeyRule = &rules.Rule{
	ID:       "azure-common-key",
	Title:    "Azure key in the common format",
	Doc:      "A key of an Azure service in Microsoft's common annotated format: 84 letters and digits of base64 with JQQJ99 at the 53rd place and letters that name the service near the end (AZDO of DevOps, ACOG of Azure OpenAI and Cognitive Services, …).",
	Fix:      "Revoke the personal access token or regenerate the key of the named service at https://portal.azure.com or https://dev.azure.com, and use managed identities instead.",
	Source:   "https://github.com/microsoft/security-utilities/blob/main/docs/CommonAnnotatedSecurityKey.md",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken,
	Keywords: []string{"azure", "ado", "azdo", "devops", "openai", "cognitive", "speech", "vision", "key", "token", "apikey", "secret", "password", "vso"},
	Run:      84,
	Check:    checkAzureCommon,
	Examples: []rules.Example{
		{Path: "gpt.py", Text: "client = AzureOpenAI(api_key=\"«{alnum:52}JQQJ99{alnum:18}ACOG{alnum:4}»\")\n", Why: "Azure OpenAI"},
		{Path: "ci.sh", Text: "export AZURE_DEVOPS_EXT_PAT=«{alnum:52}JQQJ99{alnum:18}AZDO{alnum:4}»\n", Why: "Azure DevOps"},
		{Path: "a.md", Text: "AZURE_DEVOPS_EXT_PAT={repeat:x:52}JQQJ99{repeat:x:18}AZDO{repeat:x:4}\n", Why: "filler"},
		{Path: "b.py", Text: "api_key = \"{alnum:84}\"\n", Why: "no signature"},
	},
}

// azureDevopsPATRule finds an Azure DevOps personal access token, old form.
var azureDevopsPATRule = &rules.Rule{
	ID:       "azure-devops-pat",
	Title:    "Azure DevOps personal access token, old form",
	Doc:      "A personal access token of Azure DevOps as they were until 2024: 52 characters of lower-case base32 under a name that says so. It does what it was given, often reading code.",
	Fix:      "Revoke it under User settings, Personal access tokens at https://dev.azure.com and read the new one from the environment.",
	Source:   "https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"azure", "ado", "devops", "vsts", "azdo", "visualstudio"}, Alphabet: alphabet.LowerBase32, Min: 52, Max: 52, Message: "Azure DevOps personal access token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export AZURE_DEVOPS_EXT_PAT=«{lowerbase32:52}»\n", Why: "a pipeline"},
		{Path: "d.sh", Text: "export AZURE_DEVOPS_EXT_PAT={lowernum:51}0\n", Why: "digits that base32 does not have"},
	},
}

// azureADClientSecretRule finds an Azure client secret.
var azureADClientSecretRule = &rules.Rule{
	ID:       "azure-ad-client-secret",
	Title:    "Azure client secret",
	Doc:      "The client secret of an application in Microsoft Entra ID (Azure AD): 40 characters with a digit and Q~ at the fourth to sixth place. With the tenant's and client's identifiers, which are public, it obtains tokens as the application.",
	Fix:      "Delete it under Certificates and secrets of the app registration at https://entra.microsoft.com, look at its sign-ins, and use a managed identity.",
	Source:   "https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"client", "secret", "azure", "arm", "password", "tenant", "aad", "graph", "credential", "credentials", "key", "entra", "msal", "app"},
	Needs:    '~',
	Check:    checkAzureClient,
	Examples: []rules.Example{
		{Path: "main.tf", Text: "client_secret = \"«{alnum:3}8Q~{alnum:34}»\"\n", Why: "Terraform"},
		{Path: ".env.prod", Text: "AZURE_CLIENT_SECRET=«{alnum:3}8Q~{alnum:34}»\n", Why: "in an env file"},
		{Path: "sp.json", Text: "{\"appId\": \"{uuid}\", \"password\": \"«{alnum:3}7Q~{alnum:34}»\", \"tenant\": \"{uuid}\"}\n", Why: "a service principal"},
		{Path: "a.md", Text: "AZURE_CLIENT_SECRET=xxx8Q~{repeat:x:34}\n", Why: "filler"},
	},
}

// azureOpenaiKeyRule finds an Azure OpenAI key, old form.
var azureOpenaiKeyRule = &rules.Rule{
	ID:       "azure-openai-key",
	Title:    "Azure OpenAI key, old form",
	Doc:      "A key of Azure OpenAI or another Azure AI service as they were until 2024: 32 hexadecimal digits under a name that says Azure, or beside an openai.azure.com or cognitiveservices.azure.com address. It spends the subscription's quota.",
	Fix:      "Regenerate the key under Keys and Endpoint of the resource at https://portal.azure.com, and use Entra ID instead of keys.",
	Source:   "https://learn.microsoft.com/en-us/azure/ai-services/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"azure", "cognitiveservices"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.8, Message: "Azure AI service key"}},
	Examples: []rules.Example{
		{Path: "chat.js", Text: "const AZURE_OPENAI_API_KEY = \"«{hex:32}»\";\n", Why: "by its name"},
		{Path: "b.py", Text: "azure_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// azureSASTokenRule finds an Azure shared access signature.
var azureSASTokenRule = &rules.Rule{
	ID:       "azure-sas-token",
	Title:    "Azure shared access signature",
	Doc:      "A shared access signature of Azure Storage or messaging: an address's sig= parameter of base64 beside se= (expiry) and sp= or skn=. It gives what its parameters say until it expires, without any other key. An expired one is not reported.",
	Fix:      "Let it expire or rotate the key that signed it under Access keys at https://portal.azure.com; make short-lived signatures when they are needed.",
	Source:   "https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString | rules.KindToken | rules.KindURL,
	Keywords: []string{"windows", "sharedaccesssignature", "blob", "sas", "sig", "servicebus"},
	Infixes:  []string{"sig="},
	Check:    checkAzureSAS,
	Examples: []rules.Example{
		{Path: "up.py", Text: "url = \"https://acme.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=co&sp=rwdl&se=2099-01-01T00:00:00Z&sig=«{alnum:42}%3D»\"\n", Why: "an address"},
		{Path: "a.md", Text: "https://acme.blob.core.windows.net/c?sv=2022-11-02&sp=r&se=2099-01-01T00:00:00Z&sig={repeat:x:42}%3D\n", Why: "filler"},
		{Path: "b.py", Text: "url = \"https://acme.blob.core.windows.net/c?sv=2018-11-02&sp=r&se=2019-01-01T00:00:00Z&sig={alnum:42}%3D\"\n", Why: "expired"},
	},
}

// An azureKind is a service whose keys are base64 of 32 or 64 bytes.
type azureKind uint8

const (
	azureStorage azureKind = iota
	azureCosmos
	azureBus
	azureIoT
	azureConfig
)

// checkAzureKey takes keys by their size and by what is around them.
func checkAzureKey(c *rules.Candidate, kind azureKind) (rules.Match, bool) {
	c = behindEquals(c)
	v := c.Value()
	size := 44
	if kind <= azureCosmos {
		size = 88
	}
	if len(v) != size && !(kind == azureConfig && len(v) >= 40 && len(v) <= 84) || v[len(v)-1] != '=' && kind != azureConfig || !alphabet.All(v, alphabet.StdBase64) {
		return rules.Match{}, false
	}
	if _, err := base64.StdEncoding.DecodeString(string(v)); err != nil {
		return rules.Match{}, false
	}
	key := alphabet.Letters(c.Key)
	before := alphabet.ToLower(string(c.Before(20)))
	says := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains([]byte(key), []byte(w)) || judge.Near(c, w, judge.PairReach) {
				return true
			}
		}
		return false
	}
	cosmos := says("cosmos", "documents.azure.com", "documentdb", "accountendpoint") || size == 88 && string(v[76:80]) == "ACDb"
	var ok bool
	message := ""
	switch kind {
	case azureStorage:
		message = "Azure Storage account key: reads and writes everything in the account"
		ok = !cosmos && (says("accountkey=", "accountname", "core.windows.net", "azurestorage", "storageaccount", "azure_storage", "storagekey", "storage_key", "blob") ||
			key == "accountkey" || string(v[76:80]) == "+ASt")
	case azureCosmos:
		message = "Azure Cosmos DB key"
		ok = cosmos
	case azureBus:
		message = "Azure Service Bus, Event Hubs or Relay key"
		ok = says("servicebus.windows.net", "sharedaccesskeyname", "sharedsecretissuer") && !judge.Near(c, "azure-devices.net", judge.PairReach)
	case azureIoT:
		message = "Azure IoT Hub key"
		ok = judge.Near(c, "azure-devices.net", judge.PairReach) && (key == "sharedaccesskey" || bytes.HasSuffix([]byte(before), []byte("sharedaccesskey=")))
	case azureConfig:
		message = "Azure App Configuration secret"
		ok = judge.Near(c, ".azconfig.io", judge.PairReach) && (key == "secret" || bytes.HasSuffix([]byte(before), []byte("secret=")))
	}
	if !c.GateText("service", ok, "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, 0, message)
}

// behindEquals returns the candidate without a NAME= that the run holds.
func behindEquals(c *rules.Candidate) *rules.Candidate {
	v := bytes.TrimRight(c.Value(), "=")
	i := bytes.LastIndexByte(v, '=')
	if i < 0 {
		return c
	}
	d := *c
	d.Start += i + 1
	if d.Key == "" {
		d.Key = string(v[:i])
	}
	return &d
}

// checkAzureIdentifiable takes keys that hold the signature of their service.
func checkAzureIdentifiable(c *rules.Candidate) (rules.Match, bool) {
	c = behindEquals(c)
	v := c.Value()
	if len(v) < 44 || len(v) > 88 || !alphabet.All(v, alphabet.StdBase64URL) {
		return rules.Match{}, false
	}
	service := azureService(v)
	if service == "" {
		return rules.Match{}, false
	}
	c.GateText("signature", true, service)
	return judge.JudgeBeside(c, 0.95, 0, "Azure key of "+service)
}

func azureService(v []byte) string {
	at := func(i int) string { return string(v[i : i+4]) }
	switch len(v) {
	case 88:
		switch at(76) {
		case "+ABa":
			return "Batch"
		case "+AMC":
			return "Machine Learning"
		case "APIM":
			return "API Management"
		}
	case 56:
		if at(44) == "AzFu" {
			return "Functions"
		}
	case 52:
		switch at(42) {
		case "AzSe":
			return "AI Search"
		case "+ACR":
			return "Container Registry"
		}
	case 44:
		switch at(33) {
		case "AzCa":
			return "Cache for Redis"
		case "+AEh":
			return "Event Hubs"
		case "+ASb":
			return "Service Bus"
		case "+ARm":
			return "Relay"
		case "AIoT":
			return "IoT Hub"
		}
	}
	return ""
}

// checkAzureCommon takes keys of the common annotated format.
func checkAzureCommon(c *rules.Candidate) (rules.Match, bool) {
	c = behindEquals(c)
	v := c.Value()
	if len(v) != 84 || string(v[52:58]) != "JQQJ99" || !alphabet.All(v, alphabet.StdBase64) {
		return rules.Match{}, false
	}
	message := "Azure key in the common format"
	switch string(v[76:80]) {
	case "AZDO":
		message = "Azure DevOps personal access token"
	case "ACOG":
		message = "Azure OpenAI or Cognitive Services key"
	}
	return judge.JudgeBeside(c, 0.97, 0, message)
}

func isAzureClientChar(c byte) bool { return alphabet.TokenDot(c) || c == '~' }

// checkAzureClient takes the client secrets of applications.
func checkAzureClient(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 37 || len(v) > 40 || v[4] != 'Q' || v[5] != '~' || !alphabet.Digit(v[3]) || !alphabet.All(v, isAzureClientChar) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, 0, "Azure client secret: obtains tokens as its application")
}

// checkAzureSAS takes the sig parameter of a signed address.
func checkAzureSAS(c *rules.Candidate) (rules.Match, bool) {
	d := c.File.Data
	if !bytes.HasSuffix(c.Before(4), []byte("sig=")) {
		return rules.Match{}, false
	}
	end := c.Start
	for end < len(d) && end-c.Start < 120 && (alphabet.StdBase64URL(d[end]) || d[end] == '%') {
		end++
	}
	e := *c
	e.End = end
	v := e.Value()
	if len(v) < 43 || len(v) > 90 || e.Kind&rules.KindURL != 0 {
		return rules.Match{}, false
	}
	line, _ := e.Line()
	low := []byte(alphabet.ToLower(string(line)))
	ok := bytes.Contains(low, []byte("se=")) && (bytes.Contains(low, []byte("sp=")) || bytes.Contains(low, []byte("skn="))) &&
		(bytes.Contains(low, []byte("windows.net")) || bytes.Contains(low, []byte("sv=20")) || bytes.Contains(low, []byte("sharedaccesssignature")))
	if !e.GateText("a signed address", ok, "") {
		return rules.Match{}, false
	}
	if i := bytes.Index(low, []byte("se=20")); i >= 0 && i+13 <= len(line) {
		if t, err := time.Parse("2006-01-02", string(line[i+3:i+13])); err == nil && !e.GateText("not expired", t.After(time.Now()), "") {
			return rules.Match{}, false
		}
	}
	return judge.JudgeBeside(&e, 0.85, 0, "Azure shared access signature")
}
