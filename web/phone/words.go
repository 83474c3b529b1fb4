package phone

import (
	"fmt"
	"strings"
	"time"

	"lianzhan/station"
)

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// dayWords says a day as people do, seen from today: 今天 11月21日 星期六, 11月24日 星期二, 2027年1月7日 星期四.
func dayWords(d, today station.Date) string {
	t := d.Time()
	words := fmt.Sprintf("%d月%d日 %s", t.Month(), t.Day(), weekdays[t.Weekday()])
	switch {
	case d == today:
		return "今天 " + words
	case d == today.AddDays(1):
		return "明天 " + words
	case t.Year() != today.Time().Year():
		return fmt.Sprintf("%d年", t.Year()) + words
	}
	return words
}

// dateWords says a date with its year, as far as it is known.
func dateWords(d station.Date) string {
	t := d.Time()
	switch len(d) {
	case len("2006"):
		return fmt.Sprintf("%d年", t.Year())
	case len("2006-01"):
		return fmt.Sprintf("%d年%d月", t.Year(), t.Month())
	case len(time.DateOnly):
		return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
	}
	return ""
}

// hoursWords says from when to when: 上午9:00—11:00, or 上午9:00—下午3:00 when noon lies between.
func hoursWords(start, end station.ClockTime) string {
	half, from := halfDay(start)
	endHalf, to := halfDay(end)
	if endHalf == half {
		endHalf = ""
	}
	return half + from + "—" + endHalf + to
}

func halfDay(c station.ClockTime) (half, clock string) {
	t, err := time.Parse("15:04", string(c))
	switch {
	case err != nil:
		return "", string(c)
	case t.Hour() < 12:
		return "上午", t.Format("3:04")
	case t.Hour() < 18:
		return "下午", t.Format("3:04")
	}
	return "晚上", t.Format("3:04")
}

// firstLetter stands in for a portrait that is not there.
func firstLetter(name string) string {
	for _, r := range strings.TrimSpace(name) {
		return string(r)
	}
	return ""
}

// leftWords says how many days are left: 还有 3 天, 今天到期, 超了 2 天.
func leftWords(days int) string {
	switch {
	case days > 0:
		return fmt.Sprintf("还有 %d 天", days)
	case days == 0:
		return "今天到期"
	}
	return fmt.Sprintf("超了 %d 天", -days)
}
