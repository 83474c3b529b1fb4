package kiosk

import (
	"fmt"

	"lianzhan/station"
)

// crowd invents any number of deputies, the same ones each time.
func crowd(n int) []station.Thing {
	surnames := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗")
	given := []rune("海涵美光知秋百川若溪长庚明远思齐文渊景行晓霜立夏")
	things := make([]station.Thing, 0, n)
	for i := range n {
		name := string([]rune{surnames[i%len(surnames)], given[i*7%len(given)], given[(i*13+i/20)%len(given)]})
		things = append(things, &station.Deputy{
			ID: fmt.Sprintf("%08d", i), Code: code(i), Name: name, Order: i, Thumb: hash("0123456789abcdef"[i%16]),
			Posts:    []string{fmt.Sprintf("第%d合作社理事长", i%300)},
			Villages: []string{fmt.Sprintf("第%d村", i%100)},
			Memberships: []station.Membership{
				{In: station.BodyCongress, Tier: station.Tiers[i%5], Area: fmt.Sprintf("第%d选区", i%60), StartDate: "2022-01"},
				{In: station.BodyStation, Of: "s1"},
			},
		})
	}
	return things
}
