package provider

//go:generate go run ./list
