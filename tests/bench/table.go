package main

import (
	"fmt"
	"unicode/utf8"
)

// hold is a number to hold. The zero hold is none: the line is told for the reader only.
type hold struct {
	sense string
	value float64
}

func atMost(value float64) hold  { return hold{"≤", value} }
func atLeast(value float64) hold { return hold{"≥", value} }

func (h hold) holds(v float64) bool {
	if h.sense == "≤" {
		return v <= h.value
	}
	return v >= h.value
}

const (
	whatWidth     = 62
	measuredWidth = 40
	holdWidth     = 10
)

func (b *bench) head() {
	b.print("what", "measured (median [low–high], n)", "hold", "held?")
	b.print("----", "-------------------------------", "----", "-----")
}

// line adds a measured line to the table; the median decides whether its number is held.
func (b *bench) line(what, unit string, got sample, h hold) {
	measured := got.String()
	if unit != "" {
		measured += " " + unit
	}
	if h.sense == "" {
		b.print(what, measured, "", "")
		return
	}
	verdict := "yes"
	if !h.holds(got.median()) {
		verdict = "NO"
		b.missed++
	}
	b.judged++
	b.print(what, measured, h.sense+" "+figure(h.value), verdict)
}

func (b *bench) foot() {
	fmt.Fprintf(b.out, "\n%d of %d numbers held.\n", b.judged-b.missed, b.judged)
}

func (b *bench) print(what, measured, number, held string) {
	fmt.Fprintln(b.out, pad(what, whatWidth)+pad(measured, measuredWidth)+pad(number, holdWidth)+held)
}

func pad(text string, width int) string {
	return fmt.Sprintf("%s%*s", text, max(2, width-utf8.RuneCountInString(text)), "")
}
