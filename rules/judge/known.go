package judge

import (
	"crypto/sha256"
	"encoding/binary"
)

// PublishedIn says where a value is published, if it is one that everyone
// knows: documentation, specifications, emulators. Such a value must not be
// used for anything, but it is no leak. The values are kept as the first eight
// bytes of their SHA-256, so that this file holds none of them.
func PublishedIn(s string) string {
	if len(s) < 12 || len(s) > 400 {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	switch binary.BigEndian.Uint64(sum[:]) {
	case 0x78314b11be2e5815, 0xe21b597ba6b9cafa, 0xe8a0614b6747a06f:
		return "known from AWS documentation"
	case 0x81886cc4d79074f6:
		return "known from Airflow's tutorial key"
	case 0xaa6547439583c3a2:
		return "known from Azure's Cosmos DB emulator"
	case 0x0011cc25eb432071:
		return "known from Azure's storage emulator"
	case 0xac9265e56c79b234:
		return "known from Google's documentation"
	case 0x00cf4c781dc37003, 0x6c96130f130ab0d6, 0xa35b81a7d7927b70, 0xca7459e2b26776de, 0xe9974c507d2a8021:
		return "known from RFC 6749"
	case 0xb8e148545b13c78b:
		return "known from RFC 6750"
	case 0x059e72bf68c4f944, 0xe9a847036f493ae9:
		return "known from RFC 7541"
	case 0xb565a141c4095c44:
		return "known from Hawk's documentation"
	case 0x74add74f531606be:
		return "known from RFC 6265"
	case 0x8b1b17a9740c068a:
		return "known from RFC 7515"
	case 0xad62d48d8b069026, 0xcf4d418ed3de92d7, 0xeab7452d7d0fd9d1:
		return "known from RFC 7617"
	case 0x0d299b1eb548708d, 0x13d31e961a1ad8ec:
		return "known from RFC 7636"
	case 0x2cafc0970149a84f, 0x5895b89c8fb33402, 0x7e8de44ea9ecf6d5, 0xb1471f544ceeea31, 0xf2d6ca16515033e5:
		return "known from Stripe documentation"
	case 0x70541e07fd4f900b, 0xa064b502e61d27e9, 0xbf1725a8f98bea37, 0xc85debb55f2f204d:
		return "known from Supabase's local default"
	case 0x44b9f0d854dcf201:
		return "known from Swagger's sample"
	case 0x519e3ece10ca70b6:
		return "known from Symfony's old default"
	case 0x1e3e58656012d861, 0xfb8f35129df87662:
		return "known from Turnstile's test keys"
	case 0x00b3dc640c9c99fc, 0x0e04efa6bc7d2d51, 0x5aac38e542b76b97, 0x8e0628300c16fe38:
		return "known from Twitter's documentation"
	case 0x03b970ed8171d73b, 0xf5e95c9954635b65:
		return "known from reCAPTCHA's test keys"
	case 0x7f44193a6edea087:
		return "known from the GUID of the WebSocket protocol"
	case 0x649e1f5c769e718b, 0xcb87c87e4a138d9a:
		return "known from the OAuth 1.0 specification"
	case 0xd88a2cb53b61ef4d:
		return "known from the key of the Fernet specification"
	case 0x15cef4b629cc2d07, 0x507e2ce3c522082b:
		return "known from the sample nonce of the WebSocket protocol"
	case 0x8be5d113c0871ce1:
		return "known from the samples of one-time passwords"
	case 0x7f75367e78812551, 0xda816f9f2c16e6c5:
		return "known from jwt.io's sample token"
	case 0xdbf7afadf786b937:
		return "known from Astronomer's local Airflow"
	case 0x570dad43de1af4c9:
		return "known from FastAPI's tutorial"
	case 0x2598f7d6adc142d8, 0xeefbd4136387e762:
		return "known from Flask's documentation"
	case 0xe071d5d53b31b2be:
		return "known from the tests of Laravel packages"
	case 0xb5f1743a394ce39b, 0x54c3b917bfd471e1:
		return "known from Upstash's local server"
	case 0x3120d452466c0a67:
		return "known from Apache's default configuration"
	case 0x88353154ca476dbf:
		return "known from Unity's default settings"
	case 0x9026d3d1734f0b09:
		return "known from Superset's old default"
	case 0x9c5d0a6656e5d3f3, 0xb83e96417f61cb14:
		return "known from the sentences of Ganache and Truffle"
	case 0xecb0e7ba498c5920, 0x3a64bcd9cea43c0a, 0x2243ae4c73014469:
		return "known from the test vectors of BIP 32 and BIP 39"
	}
	return publishedKey(binary.BigEndian.Uint64(sum[:]))
}

// publishedKey is PublishedIn for the private keys that tools of Ethereum have for their
// own networks, in hexadecimal without 0x.
func publishedKey(sum uint64) string {
	switch sum {
	case 0xbc1a50966c9e6486, 0x8335c55334821eef, 0xb26ab6529d20ebeb, 0x64034b44c579b335, 0x4d3e46eec8244d1d, 0x0aedba9d586f34f9, 0x28e543d3753fc9d1, 0xf070994a85994785, 0x38e69fdd19aefeb4, 0x967f21586cdf1248,
		0x0b33e0132123e78d, 0x84bc109b3d59b017, 0x85bde548053aab4b, 0xf1513114f60e5e95, 0x5330d388af894c9e, 0xa2e06155cb1a424f, 0x4a67d7a0d8a16d6d, 0xb08bdfde9930d920, 0xcf1fc66f853151a4, 0x100546a8b020a55a:
		return "known from Hardhat and Anvil"
	case 0x578592185588730b, 0x30e55f5463e22af0, 0x70b801afae94d2e6, 0x0bc9fde2b028e3b0, 0xf51c2c795f782308, 0x6dea34b661141091, 0xfaeb1dab5a326eef, 0x196fbadca8b7eea6, 0xecd5e9d0b08a8a9f, 0x3fd5610ee03a3503,
		0xf24167accb5d690f, 0x07f935b61d37e0e5, 0xe4f1734df0250d54, 0x7d1b5fc238610328, 0x33f532fd39fa0d77, 0x728383dec6323112, 0x664b73b16aa57748, 0xe4639de7f01667f6, 0x98a38f6dad3f47af, 0xc15f3d9dfdc98389:
		return "known from Ganache and Truffle"
	}
	return ""
}
