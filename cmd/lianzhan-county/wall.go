package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/web/console"
	"lianzhan/web/pages"
	"lianzhan/web/pairing"
)

// wallCookie holds the token of a screen that hangs on a wall, where nobody signs in every morning.
const wallCookie = "wall"

// opening is where a screen may load the figures once, to be known from then on.
type opening struct {
	Address string    `json:"address"`
	Ends    time.Time `json:"ends"`
}

func wallCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "wall",
		Short: "让一块大屏不登录就能看驾驶舱：显示一个只能用一次的网址，十分钟内有效",
		Long: `让一块大屏不登录就能看驾驶舱：显示一个只能用一次的网址，十分钟内有效。
在那块大屏的浏览器里打开它。以后那块屏开机打开 /cockpit 就行，400 天内不用再来。
大屏上只有总数，看明细仍要登录。`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return console.Ask(cmd.Context(), way, console.Post("/county/wall", nil), func(o opening) error {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "请在那块大屏上打开：\n  %s\n%s前有效，只能用一次。\n", o.Address,
					o.Ends.In(station.Zone).Format("15:04"))
				return err
			})
		},
	}
}

// openWall lets the command line open the door for one more screen.
func (b *box) openWall(_ http.ResponseWriter, r *http.Request) (any, error) {
	code, ends, err := b.walls.Open(r.Context())
	return opening{Address: b.base.String() + "/cockpit?pair=" + code, Ends: ends}, err
}

// cockpitPage is the page of the figures; with the code of an open door in its address the screen is let in and loads it anew.
func (b *box) cockpitPage(c *fiber.Ctx) error {
	code := c.Query("pair")
	if code == "" {
		return pages.Serve(c, "cockpit", nil)
	}
	token, err := b.walls.Join(c.UserContext(), strings.Clone(code))
	if err != nil {
		return err
	}
	c.Cookie(&fiber.Cookie{Name: wallCookie, Value: token, Path: "/", MaxAge: int(pairing.Life.Seconds()), HTTPOnly: true, Secure: c.Secure(),
		SameSite: fiber.CookieSameSiteStrictMode})
	return c.Redirect("/cockpit", http.StatusSeeOther)
}

// onWall answers a screen that was let in; everybody else goes on to the desk's door.
func (b *box) onWall(answer fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if _, let := b.walls.Read(c.Cookies(wallCookie)); let {
			return answer(c)
		}
		return c.Next()
	}
}
