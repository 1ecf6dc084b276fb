package alphabet

// The alphabets of recipes.
const (
	Digits       = "0123456789"
	LowerLetters = "abcdefghijklmnopqrstuvwxyz"
	UpperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	AlnumChars   = Digits + UpperLetters + LowerLetters
	Base32Chars  = UpperLetters + "234567"
	URLSafeChars = UpperLetters + LowerLetters + Digits + "-_"
	DjangoChars  = LowerLetters + Digits + "!@#$%^&*(-_=+)"
	SymbolChars  = AlnumChars + "!@#%^&*()-_=+?~"
)
