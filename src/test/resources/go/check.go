// Checks proofs with golang.org/x/mod/sumdb, which shares no code with context-graph.
//
//	go run check.go VKEY FOLDER
//
// Each FOLDER/*.proof is a c2sp.org/tlog-proof@v1 whose extra data begin with a version byte and a leaf of
// 49 bytes. Each FOLDER/*.growth is a request to a witness; the checkpoint of its old size is in *.old.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	must(err)
	verifiers := note.VerifierList(verifier)
	proofs, err := filepath.Glob(filepath.Join(os.Args[2], "*.proof"))
	must(err)
	for _, file := range proofs {
		inclusion(file, verifiers)
	}
	growths, err := filepath.Glob(filepath.Join(os.Args[2], "*.growth"))
	must(err)
	for _, file := range growths {
		consistency(file, verifiers)
	}
	fmt.Printf("%d proofs and %d growths are right\n", len(proofs), len(growths))
}

func inclusion(file string, verifiers note.Verifiers) {
	lines, checkpoint := split(file)
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		panic(file + ": " + lines[0])
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	size, root := tree(checkpoint, verifiers)
	must(tlog.CheckRecord(hashes(lines[3:]), size, root, index, tlog.RecordHash(extra[1:50])))
}

func consistency(file string, verifiers note.Verifiers) {
	lines, checkpoint := split(file)
	old, err := os.ReadFile(strings.TrimSuffix(file, ".growth") + ".old")
	must(err)
	oldSize, oldRoot := tree(old, verifiers)
	if lines[0] != fmt.Sprintf("old %d", oldSize) {
		panic(file + ": " + lines[0])
	}
	size, root := tree(checkpoint, verifiers)
	must(tlog.CheckTree(hashes(lines[1:]), size, root, oldSize, oldRoot))
}

func split(file string) ([]string, []byte) {
	data, err := os.ReadFile(file)
	must(err)
	parts := strings.SplitN(string(data), "\n\n", 2)
	return strings.Split(parts[0], "\n"), []byte(parts[1])
}

func tree(checkpoint []byte, verifiers note.Verifiers) (int64, tlog.Hash) {
	opened, err := note.Open(checkpoint, verifiers)
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return size, root
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		all = append(all, hash)
	}
	return all
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
