/** What starters and the editor's palette both have: the rows of products, and the foot of a mail. */
export const productRows = (list: string) => `<mj-table>
          {% for item in ${list} %}
          <tr>
            <td style="padding: 6px 0">{{ item.quantity | default: 1 }} × {{ item.name | escape }}</td>
            <td style="padding: 6px 0; text-align: right">{{ item.cost | default: item.price }}</td>
          </tr>
          {% endfor %}
        </mj-table>`;

export const productsMjml = productRows("order.items");

export const footerMjml = (words: string) => `<mj-section padding="16px 24px">
      <mj-column>
        <mj-text font-size="12px" color="#666666" align="center"><a href="{{ unsubscribeUrl }}">${words}</a></mj-text>
      </mj-column>
    </mj-section>`;
