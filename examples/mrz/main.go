// Command mrz reads and verifies the machine readable zones of passports,
// identity cards, visas and crew certificates as ICAO Doc 9303 defines them.
//
//	mrz verify passport.txt
//	mrz help
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
