package voter

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
)

// limits are how often one may do what. Who solved a proof of work may do twice as much. What is handed in and what is guessed
// is counted for all processes of the house together, the rest at each.
type limits struct {
	hourly, hourlyUnproved       *intake.Rate
	daily, dailyUnproved         *intake.Daily
	deputy, deputyUnproved       *intake.Daily
	device                       *intake.Rate
	lookups, lookupsAll          *intake.Rate
	uploads, support, deletes    *intake.Rate
	requests, prints, candidates *intake.Rate
}

func newLimits(tally func(sort string) intake.Tally) *limits {
	return &limits{
		hourly:         &intake.Rate{Burst: 3, Every: time.Hour / 5, Tally: tally("hourly")},
		hourlyUnproved: &intake.Rate{Burst: 2, Every: time.Hour * 2 / 5, Tally: tally("hourly2")},
		daily:          &intake.Daily{Most: 30, Tally: tally("daily")},
		dailyUnproved:  &intake.Daily{Most: 15, Tally: tally("daily2")},
		deputy:         &intake.Daily{Most: 200, Tally: tally("deputy")},
		deputyUnproved: &intake.Daily{Most: 100, Tally: tally("deputy2")},
		device:         &intake.Rate{Burst: 20, Every: time.Minute},
		lookups:        &intake.Rate{Burst: 10, Every: time.Minute / 10, Tally: tally("lookups")},
		lookupsAll:     &intake.Rate{Burst: 300, Every: time.Minute / 300},
		uploads:        &intake.Rate{Burst: 12, Every: time.Minute},
		support:        &intake.Rate{Burst: 5, Every: 6 * time.Minute},
		deletes:        &intake.Rate{Burst: 3, Every: time.Minute},
		requests:       &intake.Rate{Burst: 30, Every: 2 * time.Second},
		prints:         &intake.Rate{Burst: 3, Every: 20 * time.Second},
		candidates:     &intake.Rate{Burst: 60, Every: time.Second / 10},
	}
}

// submission uses up what one more matter from an address costs.
func (l *limits) submission(o origin, deputies []string, now time.Time) error {
	day := string(station.DateOf(now))
	if o.device != "" {
		return granted(l.device.Take(o.device, now), "提交得太快了，请过一会儿再试。")
	}
	if err := granted(l.hourly.Take(o.address, now), "这里刚刚已经收到好几件了，请过一会儿再提交。"); err != nil {
		return err
	}
	if !o.proved {
		if err := granted(l.hourlyUnproved.Take(o.address, now), "这里刚刚已经收到好几件了，请过一会儿再提交。"); err != nil {
			return err
		}
	}
	full := station.TooMany(untilMidnight(now), "day_full", "今天收到的已经很多了，请明天再提交，或者打联络站电话。")
	if !l.daily.Take(o.address, day) || !o.proved && !l.dailyUnproved.Take(o.address, day) {
		return full
	}
	for _, id := range deputies {
		if !l.deputy.Take(id, day) || !o.proved && !l.deputyUnproved.Take(id, day) {
			return full
		}
	}
	return nil
}

// lookup uses up one guess at a query code.
func (l *limits) lookup(address string, now time.Time) error {
	if err := granted(l.lookups.Take(address, now), "查得太快了，请过一分钟再查。"); err != nil {
		return err
	}
	return granted(l.lookupsAll.Take("", now), "查的人太多，请过一分钟再查。")
}

func granted(wait time.Duration, sentence string) error {
	if wait == 0 {
		return nil
	}
	return station.TooMany(wait, "too_many_requests", "%s", sentence)
}

func untilMidnight(now time.Time) time.Duration {
	y, m, d := now.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, now.Location()).Sub(now)
}

// addressOf is whom the limits count: the peer's own address, or what the balancer in front says it is; nobody else is believed.
func addressOf(c *fiber.Ctx) string { return intake.AddressKey(strings.Clone(c.IP())) }
