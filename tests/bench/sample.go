package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// sample is what several rounds measured.
type sample []float64

// at is the value below which the given part of the sample lies.
func (s sample) at(part float64) float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}

// median is the middle value, or the mean of the two in the middle.
func (s sample) median() float64 {
	sorted := slices.Sorted(slices.Values(s))
	switch n := len(sorted); {
	case n == 0:
		return 0
	case n%2 == 1:
		return sorted[n/2]
	default:
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
}

// per divides round by round: both values of a quotient come from the same minute.
func (s sample) per(o sample) sample {
	quotients := make(sample, len(s))
	for i := range s {
		quotients[i] = s[i] / o[i]
	}
	return quotients
}

// String is "12.5 [11.9–13.0], 3": median, lowest, highest, and how many values.
func (s sample) String() string {
	if len(s) == 1 {
		return figure(s[0])
	}
	return fmt.Sprintf("%s [%s–%s], %d", figure(s.median()), figure(slices.Min(s)), figure(slices.Max(s)), len(s))
}

// figure writes a value with three digits that matter.
func figure(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	default:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
