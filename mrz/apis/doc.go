// Package apis is about advance passenger information.
package apis
