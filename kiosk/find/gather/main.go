// Command gather writes the table of readings that package find embeds: which characters are read how.
//
// It takes every reading of go-pinyin's dictionary and leaves out those which neither the dictionary of the general
// standard characters (通用规范汉字字典, Unihan field kTGHZ2013) nor 新华字典 (kXHC1983) gives: nobody looks for 王
// under "yu" or for 立 under "wei". The table is made once, here, because go-pinyin keeps its dictionary in a map
// filled at every start: 4 ms, 1.8 MiB of heap and 1.4 MB of program.
//
//	go run ./kiosk/find/gather < Unihan_Readings.txt > kiosk/find/readings.txt
package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

const head = `# How characters are read: readings without tones (ü as v), the usual one first, a tab, the characters.
# Written by the command in gather from go-pinyin v0.21.0 (MIT) and Unihan 15.0 (Unicode, modified); see readings.LICENSE.
`

func main() {
	if err := gather(os.Stdin, os.Stdout); err != nil {
		panic(err) // only we run this, and by hand
	}
}

func gather(unihan io.Reader, table io.Writer) error {
	modern, err := inUse(unihan)
	if err != nil {
		return err
	}
	lines := map[string][]rune{}
	for _, code := range slices.Sorted(maps.Keys(pinyin.PinyinDict)) {
		r := rune(code)
		if readings := narrow(known(r), modern[r]); len(readings) > 0 {
			line := strings.Join(readings, " ")
			lines[line] = append(lines[line], r)
		}
	}
	out := bufio.NewWriter(table)
	fmt.Fprint(out, head)
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(out, "%s\t%s\n", line, string(lines[line]))
	}
	return out.Flush()
}

// known lists go-pinyin's readings of a character that can begin a search: letters only, and a vowel among them.
func known(r rune) []string {
	args := pinyin.NewArgs()
	args.Heteronym = true
	var readings []string
	for _, s := range pinyin.SinglePinyin(r, args) {
		if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" && strings.ContainsAny(s, "aeiouv") {
			readings = append(readings, s)
		}
	}
	return readings
}

// narrow keeps the readings in use; a character the dictionaries in use do not list keeps all.
func narrow(readings, modern []string) []string {
	var kept []string
	for _, s := range readings {
		if slices.Contains(modern, s) {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return readings
	}
	return kept
}

// inUse reads the fields kTGHZ2013 and kXHC1983, whose values look like "036.140:chán 064.090:dān".
func inUse(unihan io.Reader) (map[rune][]string, error) {
	modern := map[rune][]string{}
	lines := bufio.NewScanner(unihan)
	for lines.Scan() {
		code, rest, _ := strings.Cut(lines.Text(), "\t")
		field, value, _ := strings.Cut(rest, "\t")
		digits, isCode := strings.CutPrefix(code, "U+")
		if !isCode || field != "kTGHZ2013" && field != "kXHC1983" {
			continue
		}
		r, err := strconv.ParseInt(digits, 16, 32)
		if err != nil {
			return nil, fmt.Errorf("code point %q: %w", code, err)
		}
		for _, place := range strings.Fields(value) {
			_, reading, _ := strings.Cut(place, ":")
			modern[rune(r)] = append(modern[rune(r)], plain.Replace(reading))
		}
	}
	return modern, lines.Err()
}

// plain takes the tones off; Unihan writes its letters composed.
var plain = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
)
