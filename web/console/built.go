package console

import (
	"strconv"
	"time"
)

// BuiltAt is when a program was made, from the seconds since 1970 stamped into it; the zero time when there are none.
func BuiltAt(stamp string) time.Time {
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
