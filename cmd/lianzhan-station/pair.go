package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/web/console"
)

// pairing is where another terminal of the station may load its page once.
type pairing struct {
	Address string    `json:"address"`
	Ends    time.Time `json:"ends"`
}

func pairCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "pair",
		Short: "给另一台触摸屏配对：显示一个只能用一次的网址，十分钟内有效",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Post("/pair", nil), func(p pairing) error {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "请在那台触摸屏上打开：\n  %s\n%s前有效，只能用一次。\n", p.Address,
					p.Ends.In(station.Zone).Format("15:04"))
				return err
			})
		},
	}
}

// offerPairing lets the command line pair terminals with a station; only a running one, not nil, has a terminal to pair with.
func offerPairing(mux *http.ServeMux, b *box) {
	mux.Handle("POST /pair", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if b == nil {
			return nil, station.Busy("station_not_running", "联络站没有在运行，请先启动再配对。")
		}
		code, ends, err := b.kiosk.Pair(r.Context())
		return pairing{Address: b.base.String() + "/kiosk?pair=" + code, Ends: ends}, err
	}))
}
