package rules

import "bytes"

// providersMZ are the rules of providers whose name begins with M to Z, by
// provider.
func providersMZ() []*Rule {
	return []*Rule{
		brevoKeyRule,
		brevoSmtpKeyRule,
		mailchimpKeyRule,
		mailersendTokenRule,
		mailgunKeyRule,
		mailgunPublicKeyRule,
		mailgunSigningKeyRule,
		mandrillKeyRule,
		mapboxPublicTokenRule,
		mapboxSecretTokenRule,
		mapboxTemporaryTokenRule,
		mattermostTokenRule,
		mattermostWebhookRule,
		maxmindLicenseKeyRule,
		mercuryTokenRule,
		mergifyKeyRule,
		messagebirdClientIdRule,
		messagebirdKeyRule,
		microsoftTeamsWebhookRule,
		microsoftTeamsWorkflowRule,
		midtransServerKeyRule,
		minimaxKeyRule,
		mistralKeyRule,
		mixpanelSecretRule,
		modalTokenSecretRule,
		mondayTokenRule,
		natsAccountSeedRule,
		natsCurveSeedRule,
		natsOperatorSeedRule,
		natsServerSeedRule,
		natsUserSeedRule,
		neonKeyRule,
		netlifyLegacyTokenRule,
		netlifyTokenRule,
		newrelicApiIdRule,
		newrelicBrowserKeyRule,
		newrelicInsertKeyRule,
		newrelicLicenseKeyRule,
		newrelicMobileTokenRule,
		newrelicQueryKeyRule,
		newrelicRestKeyRule,
		newrelicUserKeyRule,
		ngcKeyRule,
		ngrokTokenRule,
		nightfallKeyRule,
		nomadTokenRule,
		notionTokenRule,
		npmLegacyTokenRule,
		npmTokenRule,
		nugetConfigPasswordRule,
		nugetKeyRule,
		nvidiaKeyRule,
		nylasKeyRule,
		nytimesKeyRule,
		octopusKeyRule,
		oktaTokenRule,
		ollamaKeyRule,
		oneloginSecretRule,
		onesignalKeyRule,
		onesignalRestKeyRule,
		onfidoSandboxTokenRule,
		onfidoTokenRule,
		openaiAdminKeyRule,
		openaiKeyRule,
		openaiServiceAccountKeyRule,
		openrouterKeyRule,
		openshiftTokenRule,
		openvsxTokenRule,
		openweatherKeyRule,
		opsgenieKeyRule,
		oryApiKeyRule,
		oryOauthTokenRule,
		otpSeedRule,
		otpUrlRule,
		ovhSecretRule,
		paddleKeyRule,
		paddleWebhookSecretRule,
		pagarmeKeyRule,
		pagerdutyIntegrationKeyRule,
		pagerdutyTokenRule,
		paypalSecretRule,
		paystackKeyRule,
		perplexityKeyRule,
		personaKeyRule,
		pinataSecretRule,
		pineconeKeyRule,
		pineconeLegacyKeyRule,
		pinterestTokenRule,
		pipedriveTokenRule,
		plaidAccessTokenRule,
		plaidClientIdRule,
		plaidSecretRule,
		planetscaleOauthTokenRule,
		planetscalePasswordRule,
		planetscaleTokenRule,
		plivoTokenRule,
		polarOauthTokenRule,
		polarOrganizationTokenRule,
		polarPersonalTokenRule,
		polarWebhookSecretRule,
		polymarketPrivateKeyRule,
		portainerTokenRule,
		posthogOauthTokenRule,
		posthogPersonalKeyRule,
		posthogProjectKeyRule,
		posthogSecureKeyRule,
		postmanCollectionKeyRule,
		postmanKeyRule,
		postmarkTokenRule,
		prefectKeyRule,
		privateaiKeyRule,
		proofKeyRule,
		proxmoxTokenRule,
		pubnubKeyRule,
		pubnubSecretKeyRule,
		pulumiTokenRule,
		pushbulletTokenRule,
		pusherSecretRule,
		pushoverTokenRule,
		pypiTokenRule,
		qaseTokenRule,
		railwayTokenRule,
		rainforestpayKeyRule,
		rampClientIdRule,
		rampSecretRule,
		rapidapiKeyRule,
		razorpaySecretRule,
		readmeKeyRule,
		recaptchaSecretRule,
		rechargeTokenRule,
		redirectpizzaTokenRule,
		renderKeyRule,
		replicateTokenRule,
		resendKeyRule,
		retoolTokenRule,
		rollbarTokenRule,
		rootlyKeyRule,
		rubygemsKeyRule,
		runpodKeyRule,
		saladKeyRule,
		salesforceAccessTokenRule,
		salesforceRefreshTokenRule,
		samsaraTokenRule,
		sanityTokenRule,
		saucelabsKeyRule,
		scalewaySecretKeyRule,
		scalingoTokenRule,
		scalrTokenRule,
		segmentTokenRule,
		sendbirdAppIdRule,
		sendbirdTokenRule,
		sentryLegacyTokenRule,
		sentryOrgTokenRule,
		sentryUserTokenRule,
		settlemintApplicationTokenRule,
		settlemintPersonalTokenRule,
		settlemintServiceTokenRule,
		shippoKeyRule,
		shippoTestKeyRule,
		shodanKeyRule,
		shopifyAccessTokenRule,
		shopifyCustomAppTokenRule,
		shopifyPrivateAppPasswordRule,
		shopifyRefreshTokenRule,
		shopifySharedSecretRule,
		shopifyThemeTokenRule,
		shopifyUserTokenRule,
		sidekiqCredentialRule,
		testpypiTokenRule,
		slackToken,
		stripeKey,
		twilioKey,
		sendgridKey,
	}
}

// isLowerNum, isLowerBase32, isTokenEq and isTokenAny are alphabets of tokens.
func isLowerNum(c byte) bool    { return isLower(c) || isDigit(c) }
func isLowerBase32(c byte) bool { return isLower(c) || c >= '2' && c <= '7' }
func isTokenEq(c byte) bool     { return isTokenDot(c) || c == '=' }
func isTokenAny(c byte) bool    { return isTokenEq(c) || c == '+' || c == '/' }

// nearAny reports whether one of words, in lower case, stands within a few
// lines of the candidate.
func nearAny(c *Candidate, words ...string) bool {
	for _, w := range words {
		if near(c, w, 300) {
			return c.GateText("provider", true, "near")
		}
	}
	return c.GateText("provider", false, "")
}

// jwtWith verifies that token is a signed JSON web token whose claims ok
// accepts.
func jwtWith(token []byte, ok func(claims map[string]any) bool) Proof {
	t, good := parseJWT(token)
	if !good {
		return Refuted
	}
	if why, _ := t.excuse(); why != "" {
		return Refuted
	}
	var claims map[string]any
	if !decodeJSON(bytes.Split(token, []byte("."))[1], &claims) || !ok(claims) {
		return Refuted
	}
	return Proved
}
