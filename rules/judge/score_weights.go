package judge

// weights are in log-odds; see score.go, and rules/fit for how they were fitted.
var weights = [numFeatures]float64{
	-0.98, // prior
	2.60,  // name of a secret
	2.72,  // name of a password
	2.30,  // weak name
	1.20,  // no name
	1.50,  // call
	1.33,  // random, 15 bits
	0.76,  // random, 30 bits
	-0.08, // random, 60 bits
	-2.86, // words
	1.09,  // three classes
	1.55,  // four classes
	-0.94, // shorter than 8
	-0.27, // shorter than 12
	0.32,  // length
	-0.92, // longer than 128
	-1.49, // UUID
	-1.00, // digits only
	-0.54, // letters only
	0.44,  // hexadecimal
	-1.17, // as long as a commit's id
	-1.98, // as long as a PGP key's id
	0.69,  // symbols
	-1.00, // spaces
	-0.47, // a sample by its words
	0.61,  // quoted
	-0.64, // comparison
	-0.60, // comment
	0.08,  // env file's entry
	0.12,  // inside a string
	-0.86, // test
	-0.55, // password in a test
	0.51,  // weak name in a test
	-1.47, // document
	-0.35, // password in a document
	-0.46, // weak name in a document
	-5.00, // translation
	-9.00, // lock file
	-2.49, // vendored
	0.79,  // private file
	-3.00, // digest on the line
	-2.92, // many such values around
}
